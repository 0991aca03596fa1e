package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult.Closed;
import dev.spike.ledger.CloseResult.Done;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.Hold;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A hold is open up to its deadline and lapsed at it, whether or not anybody looks. */
public abstract class HoldDeadlineContract {

    private static final Duration A_MICROSECOND = Duration.ofNanos(1_000);

    private final Maker maker;
    private LedgerUnderTest ledger;
    private CreditAccount account;

    protected HoldDeadlineContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
        account.add(100);
    }

    private void with(Setup setup) {
        ledger = LedgerUnderTest.of(maker, setup);
        account = ledger.account();
        account.add(100);
    }

    @Test
    void a_hold_is_open_a_microsecond_before_its_deadline_and_lapsed_at_it() {
        var deadline = ledger.inHours(4);
        account.hold(HoldRequest.of(30).until(deadline));

        ledger.clock().set(deadline.minus(A_MICROSECOND));
        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.canSpend(71)).isFalse();
        assertThat(account.holds()).hasSize(1);

        ledger.clock().set(deadline);
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
        assertThat(account.canSpend(100)).isTrue();
        assertThat(account.holds()).isEmpty();
        assertThat(account.grants()).extracting(Grant::held, Grant::free).containsExactly(tuple(0L, 100L));
    }

    @Test
    void what_lapsed_may_be_spent_at_the_deadline() {
        account.hold(HoldRequest.of(100).until(ledger.inHours(4)));

        ledger.advanceHours(4);
        account.spend(100);

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_hold_may_be_captured_a_microsecond_before_its_deadline() {
        var deadline = ledger.inHours(4);
        var hold = account.hold(HoldRequest.of(30).until(deadline)).hold();

        ledger.clock().set(deadline.minus(A_MICROSECOND));

        assertThat(account.capture(CaptureRequest.all(hold))).isInstanceOf(Done.class);
        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
    }

    @Test
    void a_lapsed_hold_was_closed_at_its_deadline_whenever_that_is_noticed() {
        var deadline = ledger.inHours(4);
        var hold = account.hold(HoldRequest.of(30).until(deadline)).hold();
        var lapsed = new Closed(hold, HoldState.LAPSED, deadline);

        ledger.clock().set(deadline);
        assertThat(account.capture(CaptureRequest.all(hold))).isEqualTo(lapsed);
        ledger.advanceHours(6);
        account.spend(1);

        assertThat(account.release(hold)).isEqualTo(lapsed);
        assertThat(account.balance()).isEqualTo(new Balance(99, 0, 0));
    }

    @Test
    void a_decline_sees_what_lapsed_as_well() {
        account.hold(HoldRequest.of(30).until(ledger.inHours(4)));

        ledger.advanceHours(4);
        var declined = account.trySpend(101);

        assertThat(declined.receipt().balance()).isEqualTo(new Balance(100, 0, 0));
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void a_hold_without_a_deadline_never_lapses() {
        account.hold(HoldRequest.of(30));

        ledger.advanceDays(10_000);

        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.holds()).extracting(Hold::deadline).containsOnlyNulls();
    }

    @Test
    void a_deadline_must_lie_ahead() {
        var now = ledger.now();

        Standing.assertRefused(
                ErrorCode.DEADLINE_PASSED,
                account,
                on -> on.tryHold(HoldRequest.of(30).until(now)));
        Standing.assertRefused(
                ErrorCode.DEADLINE_PASSED,
                account,
                on -> on.tryHold(HoldRequest.of(1000).until(now.minus(A_MICROSECOND))));
    }

    @Test
    void a_deadline_is_cut_to_whole_microseconds() {
        var deadline = ledger.inHours(4);

        var hold =
                account.hold(HoldRequest.of(30).until(deadline.plusNanos(999))).hold();
        assertThat(account.holds()).extracting(Hold::deadline).containsExactly(deadline);

        account.extend(hold, deadline.plusNanos(1_999));
        assertThat(account.holds()).extracting(Hold::deadline).containsExactly(deadline.plus(A_MICROSECOND));
    }

    @Test
    void a_hold_is_extended() {
        var hold = account.hold(HoldRequest.of(30).until(ledger.inHours(4))).hold();

        assertThat(account.extend(hold, ledger.inHours(9))).isInstanceOf(Done.class);

        ledger.advanceHours(8);
        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        ledger.advanceHours(1);
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void a_deadline_may_come_earlier_and_may_be_given_later() {
        var open = account.hold(HoldRequest.of(30)).hold();
        var far = account.hold(HoldRequest.of(20).until(ledger.inHours(90))).hold();

        account.extend(open, ledger.inHours(4));
        account.extend(far, ledger.inHours(2));

        ledger.advanceHours(2);
        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        ledger.advanceHours(2);
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void a_hold_is_not_extended_into_the_past() {
        var hold = account.hold(HoldRequest.of(30)).hold();
        var now = ledger.now();

        Standing.assertRefused(ErrorCode.DEADLINE_PASSED, account, on -> on.extend(hold, now));
        assertThat(account.holds()).extracting(Hold::deadline).containsOnlyNulls();
    }

    @Test
    void an_instant_that_no_calendar_has_is_no_deadline() {
        var hold = account.hold(HoldRequest.of(30)).hold();

        Standing.assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, account, on -> on.extend(hold, Instant.MAX));
        Standing.assertRefused(
                ErrorCode.INSTANT_OUT_OF_RANGE,
                account,
                on -> on.tryHold(HoldRequest.of(1).until(Instant.MAX)));
    }

    @Test
    void an_extension_under_the_same_key_is_answered_again() {
        var hold = account.hold(HoldRequest.of(30)).hold();
        var key = new IdempotencyKey("k");
        var soon = ledger.inHours(4);
        account.extend(hold, soon, key);
        account.extend(hold, ledger.inHours(9));

        var again = account.extend(hold, soon, key);

        assertThat(again).isInstanceOfSatisfying(Done.class, done -> assertThat(
                        done.receipt().replayed())
                .isTrue());
        assertThat(account.holds()).extracting(Hold::deadline).containsExactly(ledger.inHours(9));
        Standing.assertRefused(ErrorCode.KEY_REUSED, account, on -> on.extend(hold, soon.plusSeconds(1), key));
    }

    @Test
    void the_longest_hold_is_the_deadline_of_one_that_names_none() {
        with(Setup.standard().maxHold(Duration.ofHours(24)));

        account.hold(HoldRequest.of(30));

        assertThat(account.holds()).extracting(Hold::deadline).containsExactly(ledger.inHours(24));
        ledger.advanceHours(24);
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void nothing_is_held_for_longer_than_the_longest_hold() {
        with(Setup.standard().maxHold(Duration.ofHours(24)));
        var longest = ledger.inHours(24);

        var hold = account.hold(HoldRequest.of(30).until(longest)).hold();

        var longer = HoldRequest.of(1000).until(longest.plus(A_MICROSECOND));
        Standing.assertRefused(ErrorCode.DEADLINE_TOO_FAR, account, on -> on.tryHold(longer));
        Standing.assertRefused(ErrorCode.DEADLINE_TOO_FAR, account, on -> on.extend(hold, longest.plus(A_MICROSECOND)));
    }
}
