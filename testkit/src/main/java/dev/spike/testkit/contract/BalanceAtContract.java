package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What was, exactly as it was answered then; and what will be, if nothing is asked of the account until then. */
public abstract class BalanceAtContract {

    private static final int STEPS = 200;

    private final LedgerUnderTest ledger;
    private final CreditAccount account;
    private final Instant start;

    protected BalanceAtContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().negative(NegativePolicy.downTo(-150)));
        account = ledger.account();
        start = ledger.now();
    }

    private static Balance available(long available) {
        return new Balance(available, 0, 0);
    }

    private Instant hour(long hour) {
        return start.plus(Duration.ofHours(hour));
    }

    private static Instant justBefore(Instant instant) {
        return instant.minusNanos(1_000);
    }

    @Test
    void an_account_that_nobody_touched_had_nothing_and_will_have_nothing() {
        assertThat(account.balanceAt(start)).isEqualTo(Balance.nothing());
        assertThat(account.balanceAt(hour(-1_000))).isEqualTo(Balance.nothing());
        assertThat(account.balanceAt(hour(1_000))).isEqualTo(Balance.nothing());
    }

    @Test
    void an_instant_shows_the_decisions_up_to_and_at_it() {
        account.add(100);
        ledger.advanceHours(1);
        account.spend(30);
        account.spend(5);
        ledger.advanceHours(1);
        account.remove(10);

        assertThat(account.balanceAt(justBefore(start))).isEqualTo(Balance.nothing());
        assertThat(account.balanceAt(start)).isEqualTo(available(100));
        assertThat(account.balanceAt(justBefore(hour(1)))).isEqualTo(available(100));
        assertThat(account.balanceAt(hour(1))).isEqualTo(available(65));
        assertThat(account.balanceAt(justBefore(hour(2)))).isEqualTo(available(65));
        assertThat(account.balanceAt(hour(2))).isEqualTo(available(55));
    }

    @Test
    void now_is_what_the_balance_says_also_when_the_clock_went_back() {
        account.add(AddRequest.of(100).expiringAt(hour(3)));
        ledger.advanceHours(2);
        account.hold(HoldRequest.of(30));
        ledger.advanceHours(-1);

        assertThat(account.balanceAt(ledger.now())).isEqualTo(account.balance()).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.balanceAt(justBefore(hour(1)))).isEqualTo(available(100));
    }

    @Test
    void a_grant_counts_from_its_start_to_its_end_in_the_past_and_in_the_future() {
        account.add(AddRequest.of(100)
                .withTerms(GrantTerms.plain().startingAt(hour(1)).expiringAt(hour(3))));
        for (long passed : new long[] {0, 1, 4}) {
            ledger.clock().set(hour(passed));

            assertThat(account.balanceAt(justBefore(hour(1)))).isEqualTo(Balance.nothing());
            assertThat(account.balanceAt(hour(1))).isEqualTo(available(100));
            assertThat(account.balanceAt(justBefore(hour(3)))).isEqualTo(available(100));
            assertThat(account.balanceAt(hour(3))).isEqualTo(Balance.nothing());
        }
    }

    @Test
    void what_was_spent_of_a_grant_left_with_it() {
        account.add(AddRequest.of(100).expiringAt(hour(10)));
        account.add(200);
        account.spend(130);

        assertThat(account.balanceAt(hour(10))).isEqualTo(available(170));
        ledger.advanceHours(20);
        account.spend(70);
        assertThat(account.balanceAt(hour(9))).isEqualTo(available(170));
        assertThat(account.balanceAt(hour(10))).isEqualTo(available(170));
    }

    @Test
    void a_hold_was_over_at_its_deadline_not_when_somebody_noticed() {
        account.add(100);
        account.hold(HoldRequest.of(30).until(hour(4)));
        ledger.advanceHours(10);
        account.trySpend(1_000);

        assertThat(account.balanceAt(justBefore(hour(4)))).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.balanceAt(hour(4))).isEqualTo(available(100));
    }

    @Test
    void a_hold_that_was_extended_earlier_or_later_was_open_as_long_as_it_was() {
        account.add(100);
        var shortened = account.hold(HoldRequest.of(10).until(hour(9))).hold();
        var lengthened = account.hold(HoldRequest.of(20).until(hour(3))).hold();
        ledger.advanceHours(2);
        account.extend(shortened, hour(4));
        account.extend(lengthened, hour(8));
        assertThat(account.balanceAt(hour(7))).isEqualTo(new Balance(80, 20, 0));
        ledger.advanceHours(20);
        account.spend(1);

        assertThat(account.balanceAt(hour(1))).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.balanceAt(hour(3))).isEqualTo(new Balance(70, 30, 0));
        assertThat(account.balanceAt(hour(4))).isEqualTo(new Balance(80, 20, 0));
        assertThat(account.balanceAt(hour(8))).isEqualTo(available(100));
    }

    @Test
    void a_hold_had_set_aside_what_was_not_yet_captured_of_it() {
        account.add(AddRequest.of(20).expiringAt(hour(5)));
        account.add(40);
        var hold = account.hold(HoldRequest.of(50)).hold();
        ledger.advanceHours(1);
        account.capture(CaptureRequest.of(hold, 30).keepingTheRest());
        ledger.advanceHours(1);
        account.capture(CaptureRequest.of(hold, 5));

        assertThat(account.balanceAt(start)).isEqualTo(new Balance(10, 50, 0));
        assertThat(account.balanceAt(hour(1))).isEqualTo(new Balance(10, 20, 0));
        assertThat(account.balanceAt(hour(2))).isEqualTo(available(25));
    }

    @Test
    void what_was_held_of_a_grant_that_ended_or_was_voided_was_neither_held_nor_available() {
        account.add(AddRequest.of(50).expiringAt(hour(2)));
        var gift = account.add(50).grant();
        var hold = account.hold(HoldRequest.of(70).until(hour(9))).hold();
        ledger.advanceHours(4);
        account.voidGrant(VoidRequest.of(gift));
        ledger.advanceHours(2);
        account.capture(CaptureRequest.all(hold));

        assertThat(account.balanceAt(justBefore(hour(2)))).isEqualTo(new Balance(30, 70, 0));
        assertThat(account.balanceAt(hour(2))).isEqualTo(new Balance(30, 20, 0));
        assertThat(account.balanceAt(hour(4))).isEqualTo(Balance.nothing());
        assertThat(account.balanceAt(hour(6))).isEqualTo(Balance.nothing());
    }

    @Test
    void time_alone_repaid_nothing() {
        account.add(AddRequest.of(40).withTerms(GrantTerms.plain().startingAt(hour(2))));
        account.spend(SpendRequest.of(50).withKey("debt"));
        assertThat(account.balanceAt(hour(2))).isEqualTo(new Balance(-10, 0, 50));
        ledger.advanceHours(4);
        account.add(100);
        ledger.advanceHours(1);
        account.reverse(ReverseRequest.of("debt").part(20));

        assertThat(account.balanceAt(start)).isEqualTo(new Balance(-50, 0, 50));
        assertThat(account.balanceAt(hour(3))).isEqualTo(new Balance(-10, 0, 50));
        assertThat(account.balanceAt(hour(4))).isEqualTo(available(90));
        assertThat(account.balanceAt(hour(5))).isEqualTo(available(110));
    }

    @Test
    void decisions_on_both_sides_of_a_month_count_each_in_its_own() {
        var june = Instant.parse("2026-06-01T00:00:00Z");
        ledger.clock().set(justBefore(june));
        account.add(100);
        account.spend(1);
        ledger.clock().set(june);
        account.spend(2);
        ledger.clock().set(Instant.parse("2026-08-15T00:00:00Z"));
        account.spend(4);

        assertThat(account.balanceAt(justBefore(june))).isEqualTo(available(99));
        assertThat(account.balanceAt(june)).isEqualTo(available(97));
        assertThat(account.balanceAt(Instant.parse("2026-07-20T00:00:00Z"))).isEqualTo(available(97));
    }

    @Test
    void an_instant_is_a_whole_microsecond() {
        account.add(100);
        ledger.advanceHours(1);
        account.spend(1);

        assertThat(account.balanceAt(hour(1).minusNanos(1))).isEqualTo(available(100));
        assertThat(account.balanceAt(hour(1).plusNanos(1))).isEqualTo(available(99));
    }

    @Test
    void an_instant_outside_the_years_1_to_9999_is_refused() {
        Standing.assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, account, on -> on.balanceAt(Instant.MAX));
        Standing.assertRefused(ErrorCode.INSTANT_OUT_OF_RANGE, account, on -> on.balanceAt(Instant.MIN));
        assertThat(account.balanceAt(Instant.parse("9999-12-31T23:59:59.999999Z")))
                .isEqualTo(Balance.nothing());
        assertThat(account.balanceAt(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(Balance.nothing());
    }

    @RepeatedTest(3)
    void every_balance_that_was_ever_read_is_answered_again() {
        Long given = Long.getLong("spike.seed");
        long seed = given == null ? new Random().nextLong() : given;
        System.out.println("Remembered balances, -Dspike.seed=" + seed);
        var remembered = new RememberedBalances(account, ledger.clock(), seed);

        remembered.walk(STEPS);

        assertThat(remembered.questions()).isGreaterThan(STEPS / 2);
    }
}
