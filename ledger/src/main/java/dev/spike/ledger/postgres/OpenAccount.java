package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.burndown.BurnDown;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownPlan;
import dev.spike.ledger.burndown.OpenGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An account under its lock: what is stored, the grants that have not ended, and the instant at which all of it is seen.
 * Immutable; what a decision makes of it is another one.
 *
 * @param at the instant of the decision: the clock's, or the account's last decision if that is later
 * @param grants those with something left that have not ended, also those yet to start
 */
record OpenAccount(AccountRow row, BurnDownOrder order, Instant at, List<OpenGrant> grants) {

    OpenAccount {
        grants = List.copyOf(grants);
    }

    BurnDownPlan plan(long amount) {
        return BurnDown.plan(grants, order, at, amount);
    }

    Balance balance() {
        long free = BurnDown.freeAt(grants, at);
        return new Balance(
                Math.subtractExact(free, row.stored().owed()),
                row.stored().held(),
                row.stored().owed());
    }

    /** The grant that the next spend falls on first. */
    Optional<OpenGrant> current() {
        return BurnDown.inOrder(grants, order, at).stream().findFirst();
    }

    Optional<Instant> changesAt() {
        return BurnDown.nextChangeAfter(grants, at);
    }

    Optional<OpenGrant> grant(GrantId id) {
        return grants.stream().filter(grant -> grant.id().equals(id)).findFirst();
    }

    Optional<NextStart> nextStart() {
        return grants.stream()
                .map(grant -> grant.span().effectiveAt())
                .filter(start -> start.isAfter(at))
                .min(Instant::compareTo)
                .map(start -> new NextStart(start, startingAt(start)));
    }

    private long startingAt(Instant start) {
        return grants.stream()
                .filter(grant -> grant.span().effectiveAt().equals(start))
                .mapToLong(OpenGrant::free)
                .sum();
    }

    OpenAccount afterDrawing(List<Allocation> allocations) {
        var drawn = allocations.stream().collect(Collectors.toMap(Allocation::grant, Allocation::amount));
        return with(grants.stream()
                .map(grant -> new OpenGrant(
                        grant.id(), grant.span(), grant.rank(), grant.free() - drawn.getOrDefault(grant.id(), 0L)))
                .toList());
    }

    OpenAccount afterGranting(OpenGrant grant) {
        var more = new ArrayList<>(grants);
        more.add(grant);
        return with(more);
    }

    /** Refuses an amount with which all that is left, now and later, would not fit 64 bits. */
    void checkRoomFor(long amount) {
        long room = Long.MAX_VALUE - amount;
        for (var grant : grants) {
            room -= grant.free();
            if (room < 0) {
                throw new InvalidRequestException(
                        ErrorCode.AMOUNT_TOO_LARGE,
                        "Adding " + amount + " would take the account beyond " + Long.MAX_VALUE
                                + ", the most that 64 bits hold.");
            }
        }
    }

    private OpenAccount with(List<OpenGrant> grants) {
        return new OpenAccount(row, order, at, grants);
    }
}
