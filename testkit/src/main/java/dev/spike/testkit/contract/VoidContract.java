package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult.Done;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What remains of a grant is ended by decision, held or not, and never comes back. */
public abstract class VoidContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected VoidContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private long sumOf(GrantId grant) {
        return Standing.rows(account).stream()
                .filter(row -> grant.equals(row.grant()))
                .mapToLong(CreditTransaction::credits)
                .sum();
    }

    private HoldId holdForHours(long amount, long hours) {
        return account.hold(HoldRequest.of(amount).until(ledger.inHours(hours))).hold();
    }

    @Test
    void a_void_ends_what_remains_at_once() {
        var grant = account.add(100).grant();
        account.add(7);
        account.spend(10);

        var receipt = account.voidGrant(VoidRequest.of(grant));

        assertThat(receipt)
                .returns(new Asked(Verb.VOID, 90), Receipt::asked)
                .returns(List.of(new Allocation(grant, 90)), Receipt::allocations)
                .returns(new Balance(7, 0, 0), Receipt::balance);
        assertThat(account.balance()).isEqualTo(new Balance(7, 0, 0));
        assertThat(account.grants()).hasSize(1);
        assertThat(account.spentOn(ledger.today())).isEqualTo(10);
    }

    @Test
    void a_void_is_an_adjustment_with_actor_and_reason() {
        var grant = account.add(100).grant();
        var remarks = Remarks.none().by("ann", "paid with a stolen card");

        account.voidGrant(VoidRequest.of(grant).withRemarks(remarks));

        assertThat(Standing.newestRow(account))
                .returns(-100L, CreditTransaction::credits)
                .returns(TransactionType.ADJUSTMENT, CreditTransaction::type)
                .returns(EntryKind.VOID, CreditTransaction::entry)
                .returns(grant, CreditTransaction::grant)
                .returns(remarks, CreditTransaction::remarks);
    }

    @Test
    void a_grant_of_which_nothing_is_left_is_voided_without_a_row() {
        var grant = account.add(100).grant();
        account.spend(100);
        var rows = Standing.rows(account);

        var receipt = account.voidGrant(VoidRequest.of(grant));

        assertThat(receipt.allocations()).isEmpty();
        assertThat(Standing.rows(account)).isEqualTo(rows);
        Standing.assertRefused(ErrorCode.GRANT_NOT_OPEN, account, on -> on.voidGrant(VoidRequest.of(grant)));
    }

    @Test
    void a_grant_that_has_ended_cannot_be_voided() {
        var ending =
                account.add(AddRequest.of(100).expiringAt(ledger.inHours(7))).grant();
        var voided = account.add(50).grant();
        account.voidGrant(VoidRequest.of(voided));
        ledger.advanceHours(7);

        Standing.assertRefused(ErrorCode.GRANT_NOT_OPEN, account, on -> on.voidGrant(VoidRequest.of(ending)));
        Standing.assertRefused(ErrorCode.GRANT_NOT_OPEN, account, on -> on.voidGrant(VoidRequest.of(voided)));
    }

    @Test
    void a_grant_of_nobody_or_of_another_account_cannot_be_voided() {
        var another = ledger.account("sms").add(100).grant();

        Standing.assertRefused(ErrorCode.GRANT_NOT_OPEN, account, on -> on.voidGrant(VoidRequest.of(another)));
        Standing.assertRefused(
                ErrorCode.GRANT_NOT_OPEN, account, on -> on.voidGrant(VoidRequest.of(new GrantId(Long.MAX_VALUE))));
    }

    @Test
    void the_row_of_a_void_starts_with_its_grant() {
        var later = account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(ledger.inHours(7))))
                .grant();
        ledger.advanceHours(1);

        account.voidGrant(VoidRequest.of(later));

        ledger.advanceHours(2);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        ledger.advanceHours(4);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_grant_voided_under_a_hold_leaves_at_once_and_nothing_comes_back_when_the_hold_lapses() {
        var grant = account.add(60).grant();
        holdForHours(30, 4);

        account.voidGrant(VoidRequest.of(grant));

        assertThat(account.balance()).isEqualTo(Balance.nothing());
        ledger.advanceHours(4);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        account.add(1);
        assertThat(account.balance()).isEqualTo(new Balance(1, 0, 0));
        assertThat(sumOf(grant)).isZero();
    }

    @Test
    void what_was_held_of_a_voided_grant_may_still_be_captured() {
        var grant = account.add(60).grant();
        var hold = holdForHours(30, 4);
        account.voidGrant(VoidRequest.of(grant));
        ledger.advanceHours(3);

        var result = account.capture(CaptureRequest.of(hold, 30));

        assertThat(result).isInstanceOfSatisfying(Done.class, done -> assertThat(
                        done.receipt().allocations())
                .containsExactly(new Allocation(grant, 30)));
        assertThat(sumOf(grant)).isZero();
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(account.spentOn(ledger.today())).isEqualTo(30);
    }

    @Test
    void of_a_voided_grant_a_part_is_captured_and_the_rest_is_gone_when_released() {
        var grant = account.add(60).grant();
        account.spend(10);
        var hold = holdForHours(30, 4);
        account.voidGrant(VoidRequest.of(grant));

        account.capture(CaptureRequest.of(hold, 20).keepingTheRest());
        account.release(hold);

        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(sumOf(grant)).isZero();
        assertThat(account.spentOn(ledger.today())).isEqualTo(30);
    }

    @Test
    void of_a_voided_grant_that_has_expired_since_the_held_part_may_be_captured() {
        var grant = account.add(AddRequest.of(60).expiringAt(ledger.inHours(2))).grant();
        account.add(5);
        var hold = holdForHours(30, 4);
        account.voidGrant(VoidRequest.of(grant));
        ledger.advanceHours(3);

        assertThat(account.capture(CaptureRequest.of(hold, 32))).isInstanceOf(Done.class);

        assertThat(account.balance()).isEqualTo(new Balance(3, 0, 0));
        assertThat(sumOf(grant)).isZero();
    }

    @Test
    void a_void_under_the_same_key_is_answered_again() {
        var grant = account.add(60).grant();
        var other = account.add(40).grant();
        var first = account.voidGrant(VoidRequest.of(grant).withKey("k"));

        var again = account.voidGrant(VoidRequest.of(grant).withKey("k"));

        assertThat(again).usingRecursiveComparison().ignoringFields("replayed").isEqualTo(first);
        assertThat(again.replayed()).isTrue();
        assertThat(account.balance()).isEqualTo(new Balance(40, 0, 0));
        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.voidGrant(VoidRequest.of(other).withKey("k")));
    }
}
