package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.Test;

/** A removal of what is free, where the caller decides that the rest is left or owed. Nobody goes below zero by policy here. */
public abstract class RemoveRestContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected RemoveRestContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private static RemoveRequest leaving(long amount) {
        return RemoveRequest.of(amount).leavingTheRest();
    }

    private static RemoveRequest owing(long amount) {
        return RemoveRequest.of(amount).owingTheRest();
    }

    @Test
    void removes_the_whole_where_it_is_free() {
        account.add(100);

        account.remove(leaving(30));
        account.remove(owing(30));

        assertThat(account.balance()).isEqualTo(new Balance(40, 0, 0));
    }

    @Test
    void leaves_what_is_not_free_and_says_how_much_it_took() {
        account.add(20);

        var receipt = account.remove(leaving(30)).receipt();

        assertThat(receipt.asked().amount()).isEqualTo(20);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(account.remove(leaving(30)).receipt().asked().amount()).isZero();
    }

    @Test
    void leaves_other_grants_alone_where_one_is_named() {
        var named = account.add(AddRequest.of(20).expiringAt(ledger.inDays(1))).grant();
        account.add(100);
        account.spend(15);

        var receipt = account.remove(leaving(20).from(named)).receipt();

        assertThat(receipt.allocations()).containsExactly(new Allocation(named, 5));
        assertThat(account.balance().available()).isEqualTo(100);
    }

    @Test
    void leaves_what_is_held() {
        var named = account.add(100).grant();
        var hold = account.hold(HoldRequest.of(70)).hold();

        account.remove(leaving(100).from(named));

        assertThat(account.balance()).isEqualTo(new Balance(0, 70, 0));
        account.release(hold);
        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
    }

    @Test
    void owes_what_no_grant_covers_whatever_the_policy() {
        account.add(20);

        var receipt = account.remove(owing(50)).receipt();

        assertThat(receipt.asked().amount()).isEqualTo(50);
        assertThat(account.balance()).isEqualTo(new Balance(-30, 0, 30));
        account.add(40);
        assertThat(account.balance()).isEqualTo(new Balance(10, 0, 0));
    }

    @Test
    void takes_the_named_grant_first_then_the_others_and_owes_the_rest() {
        var other = account.add(AddRequest.of(10).expiringAt(ledger.inDays(1))).grant();
        var named = account.add(100).grant();
        account.spend(70); // 10 of the other, 60 of the named
        var third = account.add(AddRequest.of(15).expiringAt(ledger.inDays(2))).grant();

        var receipt = account.remove(owing(100).from(named)).receipt();

        assertThat(receipt.allocations())
                .containsExactly(new Allocation(named, 40), new Allocation(third, 15), Allocation.owed(45));
        assertThat(other).isNotEqualTo(third);
        assertThat(account.balance()).isEqualTo(new Balance(-45, 0, 45));
    }

    @Test
    void takes_others_where_the_named_grant_is_spent_to_its_end() {
        var named = account.add(AddRequest.of(10).expiringAt(ledger.inDays(1))).grant();
        account.spend(10);
        var other = account.add(30).grant();

        assertThat(account.remove(leaving(10).from(named)).receipt().allocations())
                .isEmpty();
        assertThat(account.remove(owing(10).from(named)).receipt().allocations())
                .containsExactly(new Allocation(other, 10));
    }

    @Test
    void refuses_a_named_grant_that_has_ended_or_is_another_account_s() {
        var expiring =
                account.add(AddRequest.of(10).expiringAt(ledger.inDays(1))).grant();
        var voided = account.add(10).grant();
        account.voidGrant(VoidRequest.of(voided));
        var another = ledger.account("sms").add(10).grant();
        ledger.advanceDays(1);

        for (GrantId ended : new GrantId[] {expiring, voided, another}) {
            Standing.assertRefused(
                    ErrorCode.GRANT_NOT_OPEN,
                    account,
                    on -> on.remove(leaving(5).from(ended)));
            Standing.assertRefused(ErrorCode.GRANT_NOT_OPEN, account, on -> on.remove(owing(5).from(ended)));
        }
    }

    @Test
    void what_was_left_cannot_be_given_back() {
        account.add(20);
        account.remove(leaving(30).withKey("r"));

        Standing.assertRefused(
                ErrorCode.REVERSAL_TOO_LARGE,
                account,
                on -> on.reverse(ReverseRequest.of("r").part(21)));
        account.reverse(ReverseRequest.of("r"));

        assertThat(account.balance()).isEqualTo(new Balance(20, 0, 0));
    }

    @Test
    void what_was_owed_is_given_back_first_and_what_was_repaid_returns() {
        account.add(20);
        account.remove(owing(50).withKey("r"));
        account.add(10);
        assertThat(account.balance()).isEqualTo(new Balance(-20, 0, 20));

        account.reverse(ReverseRequest.of("r").part(25));
        assertThat(account.balance()).isEqualTo(new Balance(5, 0, 0));
        account.reverse(ReverseRequest.of("r"));

        assertThat(account.balance()).isEqualTo(new Balance(30, 0, 0));
    }

    @Test
    void a_repeat_returns_the_first_answer_and_another_rest_is_another_request() {
        account.add(20);
        var first = account.remove(leaving(30).withKey("r")).receipt();
        account.add(50);

        var again = account.remove(leaving(30).withKey("r")).receipt();

        assertThat(again.allocations()).isEqualTo(first.allocations());
        assertThat(again.replayed()).isTrue();
        Standing.assertRefused(
                ErrorCode.KEY_REUSED, account, on -> on.remove(owing(30).withKey("r")));
        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.remove(RemoveRequest.of(30).withKey("r")));
        assertThat(account.balance().available()).isEqualTo(50);
    }

    @Test
    void a_debt_beyond_64_bits_is_refused() {
        account.remove(owing(Long.MAX_VALUE));

        Standing.assertRefused(ErrorCode.AMOUNT_TOO_LARGE, account, on -> on.remove(owing(1)));
    }
}
