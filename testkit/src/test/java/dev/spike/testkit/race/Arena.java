package dev.spike.testkit.race;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An account of one grant, and one hold on it. */
record Arena(Nodes nodes, Billable owner, GrantId grant, HoldId hold, Instant expiry, Instant deadline) {

    static final long GRANTED = 100;
    static final long HELD = 40;

    /** Where it is, and the clock that all nodes look at. */
    record Nodes(TwoNodes both, SettableClock clock) {

        /** Time comes to the instant, if it is not later already. */
        void comeTo(Instant instant) {
            synchronized (clock) {
                clock.set(clock.instant().isBefore(instant) ? instant : clock.instant());
            }
        }
    }

    /** @param expiry hours from the start; and likewise the deadline of the hold */
    static Arena open(Nodes nodes, long expiry, long deadline) {
        var owner = Billable.of("user", UUID.randomUUID().toString());
        var ends = LedgerUnderTest.START.plus(Duration.ofHours(expiry));
        var lapses = LedgerUnderTest.START.plus(Duration.ofHours(deadline));
        nodes.clock().set(LedgerUnderTest.START);
        var account = nodes.both().account(0, owner);
        var grant = account.add(AddRequest.of(GRANTED).expiringAt(ends)).grant();
        var hold = account.hold(HoldRequest.of(HELD).until(lapses)).hold();
        return new Arena(nodes, owner, grant, hold, ends, lapses);
    }

    CreditAccount account(int racer) {
        return nodes.both().account(racer, owner);
    }

    /** So many of the contenders, in turn; those of one kind are on both nodes. */
    List<Said> race(int racers, List<Contender> contenders) {
        return Racers.race(
                racers,
                racer -> () -> contenders.get(racer / 2 % contenders.size()).act(this, account(racer)));
    }
}
