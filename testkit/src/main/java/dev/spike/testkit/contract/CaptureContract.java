package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CloseResult.Closed;
import dev.spike.ledger.CloseResult.Done;
import dev.spike.ledger.CloseResult.Refused;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Hold;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hold becomes a spend: all of it, less, more, or in parts. */
public abstract class CaptureContract {

    private final Maker maker;
    private LedgerUnderTest ledger;
    private CreditAccount account;

    protected CaptureContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private void with(Setup setup) {
        ledger = LedgerUnderTest.of(maker, setup);
        account = ledger.account();
    }

    private HoldId hold(long amount) {
        return account.hold(HoldRequest.of(amount)).hold();
    }

    private static Receipt done(CloseResult result) {
        assertThat(result).isInstanceOf(Done.class);
        return ((Done) result).receipt();
    }

    @Test
    void a_captured_hold_is_usage_of_the_day_it_is_captured() {
        var grant = account.add(100).grant();
        var hold = hold(30);
        ledger.advanceDays(1);

        var receipt = done(account.capture(CaptureRequest.all(hold)));

        assertThat(receipt)
                .returns(new Asked(Verb.CAPTURE, 30), Receipt::asked)
                .returns(List.of(new Allocation(grant, 30)), Receipt::allocations)
                .returns(new Balance(70, 0, 0), Receipt::balance);
        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(30);
        assertThat(account.spentOn(ledger.today().minusDays(1))).isZero();
        assertThat(Standing.newestRow(account))
                .returns(-30L, CreditTransaction::credits)
                .returns(TransactionType.USAGE, CreditTransaction::type)
                .returns(EntryKind.BURN, CreditTransaction::entry);
    }

    @Test
    void capturing_less_releases_the_rest() {
        account.add(100);

        done(account.capture(CaptureRequest.of(hold(30), 20)));

        assertThat(account.balance()).isEqualTo(new Balance(80, 0, 0));
        assertThat(account.holds()).isEmpty();
    }

    @Test
    void capturing_nothing_releases() {
        account.add(100);
        var hold = hold(30);
        var rows = Standing.rows(account);

        var receipt = done(account.capture(CaptureRequest.of(hold, 0)));

        assertThat(receipt.allocations()).isEmpty();
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
        assertThat(Standing.rows(account)).isEqualTo(rows);
        assertThat(account.release(hold)).isEqualTo(new Closed(hold, HoldState.RELEASED, ledger.now()));
    }

    @Test
    void less_than_nothing_is_not_captured() {
        account.add(100);
        var hold = hold(30);

        Standing.assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, account, on -> on.capture(CaptureRequest.of(hold, -1)));
    }

    @Test
    void capturing_more_spends_the_rest_besides() {
        var small = account.add(AddRequest.of(40).expiringAt(ledger.inDays(1))).grant();
        var large = account.add(100).grant();
        var hold = hold(30);

        var receipt = done(account.capture(CaptureRequest.of(hold, 50)));

        assertThat(receipt.allocations())
                .containsExactly(new Allocation(small, 30), new Allocation(small, 10), new Allocation(large, 10));
        assertThat(account.balance()).isEqualTo(new Balance(90, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(50);
    }

    @Test
    void capturing_more_than_there_is_is_refused_whole_and_the_hold_stays_open() {
        account.add(40);
        var hold = hold(30);
        assertThat(account.balance()).isEqualTo(new Balance(10, 30, 0));
        var before = Standing.of(account);

        var result = account.capture(CaptureRequest.of(hold, 50).withKey("k"));

        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.declined().sentence())
                .contains("50 were to be captured", "10 available", "the hold stays open"));
        assertThat(Standing.of(account)).isEqualTo(before);
        assertThat(account.holds()).extracting(Hold::held).containsExactly(30L);
        account.add(100);
        assertThat(account.capture(CaptureRequest.of(hold, 50).withKey("k"))).isInstanceOf(Refused.class);
        done(account.capture(CaptureRequest.of(hold, 50).withKey("another")));
        assertThat(account.balance()).isEqualTo(new Balance(90, 0, 0));
    }

    @Test
    void capturing_more_is_refused_where_it_is_configured_so() {
        with(Setup.standard().refusingCaptureOverHold());
        account.add(100);
        var hold = hold(30);

        assertThat(account.capture(CaptureRequest.of(hold, 31))).isInstanceOf(Refused.class);
        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        done(account.capture(CaptureRequest.of(hold, 30)));
    }

    @Test
    void capturing_more_goes_below_zero_only_down_to_the_floor() {
        with(Setup.standard().negative(NegativePolicy.downTo(-20)));
        account.add(40);
        var hold = hold(30);

        assertThat(account.capture(CaptureRequest.of(hold, 61))).isInstanceOf(Refused.class);
        done(account.capture(CaptureRequest.of(hold, 60)));

        assertThat(account.balance()).isEqualTo(new Balance(-20, 0, 20));
    }

    @Test
    void what_is_not_captured_may_stay_held_and_be_released_later() {
        account.add(100);
        var hold = hold(30);

        done(account.capture(CaptureRequest.of(hold, 10).keepingTheRest()));
        assertThat(account.balance()).isEqualTo(new Balance(70, 20, 0));
        assertThat(account.holds()).extracting(Hold::amount, Hold::held).containsExactly(tuple(30L, 20L));
        done(account.capture(CaptureRequest.of(hold, 5).keepingTheRest()));
        assertThat(account.balance()).isEqualTo(new Balance(70, 15, 0));
        done(account.release(hold));

        assertThat(account.balance()).isEqualTo(new Balance(85, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(15);
    }

    @Test
    void a_hold_of_which_nothing_is_left_is_captured() {
        account.add(100);
        var hold = hold(30);

        done(account.capture(CaptureRequest.of(hold, 10).keepingTheRest()));
        done(account.capture(CaptureRequest.of(hold, 20).keepingTheRest()));

        assertThat(account.release(hold)).isEqualTo(new Closed(hold, HoldState.CAPTURED, ledger.now()));
        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
    }

    @Test
    void a_part_is_captured_first_drawn_first() {
        var first = account.add(AddRequest.of(20).expiringAt(ledger.inDays(1))).grant();
        var second = account.add(20).grant();
        var hold = hold(30);

        var captured = done(account.capture(CaptureRequest.of(hold, 25).keepingTheRest()));
        assertThat(account.balance()).isEqualTo(new Balance(10, 5, 0));
        done(account.release(hold));

        assertThat(captured.allocations()).containsExactly(new Allocation(first, 20), new Allocation(second, 5));
        assertThat(account.balance()).isEqualTo(new Balance(15, 0, 0));
        ledger.advanceDays(1);
        assertThat(account.balance()).isEqualTo(new Balance(15, 0, 0));
    }

    @Test
    void a_grant_that_expires_under_a_hold_may_still_be_captured() {
        account.add(AddRequest.of(100).expiringAt(ledger.inHours(7)));
        account.add(50);
        var hold = account.hold(HoldRequest.of(100).until(ledger.inHours(10))).hold();

        ledger.advanceHours(7);
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
        ledger.advanceHours(1);
        done(account.capture(CaptureRequest.of(hold, 100)));

        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(100);
    }

    @Test
    void what_was_held_of_a_grant_that_expired_is_gone_when_released() {
        account.add(AddRequest.of(100).expiringAt(ledger.inHours(7)));
        account.add(50);
        var hold = account.hold(HoldRequest.of(100).until(ledger.inHours(10))).hold();

        ledger.advanceHours(8);
        done(account.release(hold));

        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
        ledger.advanceHours(2);
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
    }

    @Test
    void of_a_hold_across_an_expired_grant_only_the_other_part_counts() {
        var ending =
                account.add(AddRequest.of(20).expiringAt(ledger.inHours(7))).grant();
        var lasting = account.add(20).grant();
        var hold = hold(30);

        ledger.advanceHours(8);
        assertThat(account.balance()).isEqualTo(new Balance(10, 10, 0));
        var receipt = done(account.capture(CaptureRequest.of(hold, 25)));

        assertThat(receipt.allocations()).containsExactly(new Allocation(ending, 20), new Allocation(lasting, 5));
        assertThat(account.balance()).isEqualTo(new Balance(15, 0, 0));
    }

    @Test
    void a_capture_has_its_remarks_where_every_spend_is_kept() {
        with(Setup.standard().ungrouped());
        account.add(100);
        var hold = hold(30);

        done(account.capture(CaptureRequest.all(hold).withRemarks(Remarks.notes("Answer 17"))));

        assertThat(Standing.newestRow(account).remarks().notes()).isEqualTo("Answer 17");
    }
}
