package dev.spike.testkit.cache;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.Credits;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.time.Duration;
import java.time.Instant;

/** Every verb of an account, and every way in which it answers. */
enum Act {
    SPEND,
    SPEND_ACROSS_GRANTS,
    SPEND_DECLINED,
    SPEND_REPEATED,
    SPEND_REFUSED,
    SPEND_OF_SEVERAL,
    SPEND_OF_SEVERAL_DECLINED,
    ADD,
    ADD_FOR_LATER,
    REMOVE,
    REMOVE_DECLINED,
    HOLD,
    CAPTURE,
    CAPTURE_A_PART,
    RELEASE,
    EXTEND_TO_SOONER,
    VOID,
    REVERSE,
    FORGET;

    void on(Credits credits, Used used) {
        var account = credits.of(used.owner());
        switch (this) {
            case SPEND -> account.spend(1);
            case SPEND_ACROSS_GRANTS -> account.spend(70);
            case SPEND_DECLINED -> account.trySpend(10_000);
            case SPEND_REPEATED -> account.spend(SpendRequest.of(5).withKey(Used.SPENT));
            case SPEND_REFUSED ->
                assertThatExceptionOfType(KeyReusedException.class)
                        .isThrownBy(() -> account.spend(SpendRequest.of(6).withKey(Used.SPENT)));
            case SPEND_OF_SEVERAL -> credits.spendAll(used.ofBoth(1));
            case SPEND_OF_SEVERAL_DECLINED -> credits.trySpendAll(used.ofBoth(10_000));
            case ADD -> account.add(5);
            case ADD_FOR_LATER ->
                account.add(AddRequest.of(5).withTerms(GrantTerms.plain().startingAt(inMinutes(20))));
            case REMOVE -> account.remove(3);
            case REMOVE_DECLINED ->
                assertThatExceptionOfType(NotEnoughBalanceException.class).isThrownBy(() -> account.remove(10_000));
            case HOLD -> account.hold(HoldRequest.of(2));
            case CAPTURE -> account.capture(CaptureRequest.all(used.hold()));
            case CAPTURE_A_PART ->
                account.capture(CaptureRequest.of(used.hold(), 3).keepingTheRest());
            case RELEASE -> account.release(used.hold());
            case EXTEND_TO_SOONER -> account.extend(used.hold(), inMinutes(10));
            case VOID -> account.voidGrant(VoidRequest.of(used.grant()));
            case FORGET -> credits.forget(used.owner());
            case REVERSE -> account.reverse(ReverseRequest.of(Used.SPENT));
        }
    }

    static Instant inMinutes(long minutes) {
        return LedgerUnderTest.START.plus(Duration.ofMinutes(minutes));
    }

    /** An account with two grants of 60, a hold of 10 for an hour and a spend of 5, and another owner with 60. */
    record Used(Billable owner, Billable other, GrantId grant, HoldId hold) {

        static final String SPENT = "spent";

        static Used by(Credits credits, Billable owner, Billable other) {
            var account = credits.of(owner);
            var grant =
                    account.add(AddRequest.of(60).expiringAt(inMinutes(180))).grant();
            account.add(60);
            credits.of(other).add(60);
            var hold = account.hold(HoldRequest.of(10).until(inMinutes(60)));
            account.spend(SpendRequest.of(5).withKey(SPENT));
            return new Used(owner, other, grant, hold.hold());
        }

        SpendAllRequest ofBoth(long amount) {
            return SpendAllRequest.of(other, "credits", 1).and(owner, "credits", amount);
        }
    }
}
