package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CloseResult.Closed;
import dev.spike.ledger.CloseResult.Done;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A closed hold answers that it is closed, and nothing moves; a request that is repeated is answered again. */
public abstract class ClosedHoldContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected ClosedHoldContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
        account.add(100);
    }

    private CloseResult ask(Verb verb, CreditAccount on, HoldId hold, String key) {
        return switch (verb) {
            case CAPTURE -> on.capture(CaptureRequest.of(hold, 20).withKey(key));
            case RELEASE -> on.release(hold, new IdempotencyKey(key));
            case EXTEND -> on.extend(hold, LedgerUnderTest.START.plusSeconds(360_000), new IdempotencyKey(key));
            default -> throw new IllegalArgumentException("not one of the three: " + verb);
        };
    }

    /** A hold of 30 that ends in the state after three hours. */
    private HoldId closedAs(HoldState state) {
        var hold = account.hold(HoldRequest.of(30).until(ledger.inHours(3))).hold();
        ledger.advanceHours(1);
        switch (state) {
            case CAPTURED -> account.capture(CaptureRequest.of(hold, 20));
            case RELEASED -> account.release(hold);
            case LAPSED -> ledger.advanceHours(2);
            case OPEN -> throw new IllegalArgumentException("not closed: " + state);
        }
        return hold;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "CAPTURED, CAPTURE", "CAPTURED, RELEASE", "CAPTURED, EXTEND",
        "RELEASED, CAPTURE", "RELEASED, RELEASE", "RELEASED, EXTEND",
        "LAPSED,   CAPTURE", "LAPSED,   RELEASE", "LAPSED,   EXTEND",
    })
    void a_closed_hold_answers_closed_and_changes_nothing(HoldState state, Verb verb) {
        var hold = closedAs(state);
        var closedAt = ledger.now();
        ledger.advanceHours(1);
        var before = Standing.of(account);

        var result = ask(verb, account, hold, "late");

        assertThat(result).isEqualTo(new Closed(hold, state, closedAt));
        assertThat(Standing.of(account)).isEqualTo(before);
        assertThat(account.holds()).isEmpty();
        assertThat(account.receipt("late")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CAPTURE", "RELEASE", "EXTEND"})
    void a_hold_that_never_was_is_unknown(Verb verb) {
        Standing.assertRefused(ErrorCode.HOLD_UNKNOWN, account, on -> ask(verb, on, new HoldId(Long.MAX_VALUE), "k"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CAPTURE", "RELEASE", "EXTEND"})
    void a_hold_of_another_account_is_unknown(Verb verb) {
        var another = ledger.account("sms");
        another.add(100);
        var hold = another.hold(HoldRequest.of(30)).hold();

        Standing.assertRefused(ErrorCode.HOLD_UNKNOWN, account, on -> ask(verb, on, hold, "k"));

        assertThat(another.balance()).isEqualTo(new Balance(70, 30, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"CAPTURE", "RELEASE", "EXTEND"})
    void a_request_under_the_same_key_is_answered_again_also_when_the_hold_is_closed(Verb verb) {
        var hold = account.hold(HoldRequest.of(30)).hold();
        var first = receipt(ask(verb, account, hold, "k"));
        account.release(hold);
        var before = Standing.of(account);
        ledger.advanceHours(1);

        var again = receipt(ask(verb, account, hold, "k"));

        assertThat(first.replayed()).isFalse();
        assertThat(again).usingRecursiveComparison().ignoringFields("replayed").isEqualTo(first);
        assertThat(again.replayed()).isTrue();
        assertThat(Standing.of(account)).isEqualTo(before);
    }

    private static Receipt receipt(CloseResult result) {
        assertThat(result).isInstanceOf(Done.class);
        return ((Done) result).receipt();
    }

    @ParameterizedTest
    @EnumSource(names = {"CAPTURE", "RELEASE", "EXTEND"})
    void another_request_under_the_same_key_is_refused(Verb verb) {
        var hold = account.hold(HoldRequest.of(30)).hold();
        var other = account.hold(HoldRequest.of(40)).hold();
        ask(verb, account, hold, "k");

        Standing.assertRefused(ErrorCode.KEY_REUSED, account, on -> ask(verb, on, other, "k"));
    }

    @Test
    void a_capture_of_another_amount_or_another_rest_is_another_request() {
        var hold = account.hold(HoldRequest.of(30)).hold();
        var request = CaptureRequest.of(hold, 10).keepingTheRest().withKey("k");
        account.capture(request);

        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.capture(CaptureRequest.of(hold, 10).withKey("k")));
        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.capture(CaptureRequest.all(hold).keepingTheRest().withKey("k")));
    }
}
