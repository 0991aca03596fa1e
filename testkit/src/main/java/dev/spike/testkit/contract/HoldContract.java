package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.Hold;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult.HoldDeclined;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is set aside: the balance stays, what is available falls, and nobody else can have it. */
public abstract class HoldContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected HoldContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    @Test
    void a_hold_leaves_the_balance_and_lowers_what_is_available() {
        var grant = account.add(100).grant();
        var rows = Standing.rows(account);

        var held = account.hold(HoldRequest.of(30).withKey("k"));

        assertThat(account.balance()).isEqualTo(new Balance(70, 30, 0));
        assertThat(Standing.rows(account)).isEqualTo(rows);
        assertThat(held.receipt())
                .returns(new Asked(Verb.HOLD, 30), Receipt::asked)
                .returns(List.of(new Allocation(grant, 30)), Receipt::allocations)
                .returns(new Balance(70, 30, 0), Receipt::balance);
        assertThat(account.receipt("k")).get().returns(held.receipt().id(), Receipt::id);
    }

    @Test
    void a_hold_of_more_than_is_available_is_declined_and_moves_nothing() {
        account.add(100);
        account.hold(HoldRequest.of(30));
        var before = Standing.of(account);

        var result = account.tryHold(HoldRequest.of(71));

        assertThat(result).isInstanceOfSatisfying(HoldDeclined.class, declined -> assertThat(declined.declined())
                .returns(71L, Declined::asked)
                .returns(70L, Declined::available)
                .returns(1L, Declined::missing));
        assertThat(Standing.of(account)).isEqualTo(before);
        assertThatExceptionOfType(NotEnoughBalanceException.class).isThrownBy(() -> account.hold(HoldRequest.of(71)));
    }

    @Test
    void what_is_held_cannot_be_spent() {
        account.add(100);
        account.hold(HoldRequest.of(30));

        assertThat(account.canSpend(71)).isFalse();
        assertThat(account.trySpend(71)).isInstanceOf(Declined.class);
        account.spend(70);

        assertThat(account.balance()).isEqualTo(new Balance(0, 30, 0));
    }

    @Test
    void what_is_held_cannot_be_removed() {
        var grant = account.add(100).grant();
        account.hold(HoldRequest.of(30));

        Standing.assertRefused(ErrorCode.NOT_ENOUGH_BALANCE, account, on -> on.remove(71));
        Standing.assertRefused(
                ErrorCode.GRANT_HAS_LESS,
                account,
                on -> on.remove(RemoveRequest.of(71).from(grant)));
    }

    @Test
    void a_hold_draws_on_two_grants_in_burn_down_order() {
        var lasting = account.add(100).grant();
        var ending = account.add(AddRequest.of(20).expiringAt(ledger.inDays(1))).grant();

        var held = account.hold(HoldRequest.of(30));

        assertThat(held.receipt().allocations())
                .containsExactly(new Allocation(ending, 20), new Allocation(lasting, 10));
        assertThat(account.grants())
                .extracting(Grant::id, Grant::remaining, Grant::held, Grant::free)
                .containsExactly(tuple(ending, 20L, 20L, 0L), tuple(lasting, 100L, 10L, 90L));
    }

    @Test
    void several_holds_on_one_grant_are_held_each_for_itself() {
        account.add(100);
        var first = account.hold(HoldRequest.of(30)).hold();
        account.hold(HoldRequest.of(40));
        assertThat(account.balance()).isEqualTo(new Balance(30, 70, 0));

        account.release(first);

        assertThat(account.balance()).isEqualTo(new Balance(60, 40, 0));
        assertThat(account.grants()).extracting(Grant::held).containsExactly(40L);
    }

    @Test
    void the_open_holds_are_listed_oldest_first() {
        var grant = account.add(100).grant();
        var first = account.hold(HoldRequest.of(30)).hold();
        var second = account.hold(HoldRequest.of(40).until(ledger.inHours(4))).hold();
        var third = account.hold(HoldRequest.of(5)).hold();

        account.release(third);

        assertThat(account.holds())
                .containsExactly(
                        new Hold(first, 30, 30, List.of(new Allocation(grant, 30)), null),
                        new Hold(second, 40, 40, List.of(new Allocation(grant, 40)), ledger.inHours(4)));
    }

    @Test
    void an_account_that_nobody_touched_has_no_holds_and_holds_nothing() {
        assertThat(account.holds()).isEmpty();
        assertThat(account.tryHold(HoldRequest.of(1))).isInstanceOf(HoldDeclined.class);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void nothing_and_less_cannot_be_held() {
        Standing.assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, account, on -> on.tryHold(HoldRequest.of(0)));
        Standing.assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, account, on -> on.tryHold(HoldRequest.of(-1)));
    }

    @Test
    void a_hold_under_the_same_key_is_the_same_hold() {
        account.add(100);
        var request = HoldRequest.of(30).withKey("k").until(ledger.inHours(4));
        var first = account.hold(request);

        var again = account.hold(request);
        account.release(first.hold());
        var whenClosed = account.hold(request);

        assertThat(again.hold()).isEqualTo(first.hold());
        assertThat(again.receipt())
                .usingRecursiveComparison()
                .ignoringFields("replayed")
                .isEqualTo(first.receipt());
        assertThat(again.receipt().replayed()).isTrue();
        assertThat(whenClosed.hold()).isEqualTo(first.hold());
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void a_hold_of_another_amount_or_deadline_under_the_same_key_is_refused() {
        account.add(100);
        var request = HoldRequest.of(30).withKey("k").until(ledger.inHours(4));
        account.hold(request);

        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.tryHold(HoldRequest.of(31).withKey("k").until(ledger.inHours(4))));
        Standing.assertRefused(ErrorCode.KEY_REUSED, account, on -> on.tryHold(request.until(ledger.inHours(5))));
        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.tryHold(HoldRequest.of(30).withKey("k")));
    }

    @Test
    void a_declined_hold_stays_declined_under_its_key() {
        account.add(5);
        var first = account.tryHold(HoldRequest.of(10).withKey("k"));
        account.add(100);

        var again = account.tryHold(HoldRequest.of(10).withKey("k"));

        assertThat(first).isInstanceOf(HoldDeclined.class);
        assertThat(again).isInstanceOf(HoldDeclined.class);
        assertThat(again.receipt().replayed()).isTrue();
        assertThat(account.balance()).isEqualTo(new Balance(105, 0, 0));
    }
}
