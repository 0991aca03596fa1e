package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.Declined;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import org.junit.jupiter.api.Test;

/** What goes without being used: an adjustment, by burn-down order or from one grant. */
public abstract class RemoveContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected RemoveContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    @Test
    void removed_credits_are_a_negative_row_of_adjustment() { // R01
        account.add(20);

        account.remove(5);

        assertThat(account.balance().total()).isEqualTo(15);
        assertThat(Standing.rows(account)).hasSize(2);
        assertThat(Standing.newestRow(account))
                .returns(-5L, CreditTransaction::credits)
                .returns(TransactionType.ADJUSTMENT, CreditTransaction::type)
                .returns(EntryKind.BURN, CreditTransaction::entry);
    }

    @Test
    void more_than_there_is_is_not_removed() { // R03
        account.add(20);

        Standing.assertRefused(ErrorCode.NOT_ENOUGH_BALANCE, account, on -> on.remove(30));
    }

    @Test
    void credits_are_removed_from_their_type_alone() { // R04
        account.add(20);
        ledger.account("sms").add(10);

        account.remove(5);
        assertThat(account.balance().total()).isEqualTo(15);
        assertThat(ledger.account("sms").balance().total()).isEqualTo(10);

        ledger.account("sms").remove(5);
        assertThat(account.balance().total()).isEqualTo(15);
        assertThat(ledger.account("sms").balance().total()).isEqualTo(5);
    }

    @Test
    void nothing_is_removed_below_zero_where_it_is_not_allowed() { // R05
        Standing.assertRefused(ErrorCode.NOT_ENOUGH_BALANCE, account, on -> on.remove(5));
    }

    @Test
    void removed_credits_are_not_usage() {
        account.add(20);

        account.remove(5);

        assertThat(account.spentOn(ledger.today())).isZero();
        assertThat(account.usage(ledger.today(), ledger.today())).isEmpty();
    }

    @Test
    void credits_are_removed_in_burn_down_order() {
        var lasting = account.add(100).grant();
        var ending = account.add(AddRequest.of(20).expiringAt(ledger.inDays(1))).grant();

        var removed = account.remove(30);

        assertThat(removed.receipt().allocations())
                .containsExactly(new Allocation(ending, 20), new Allocation(lasting, 10));
    }

    @Test
    void credits_are_removed_from_the_one_grant_that_is_named() {
        var lasting = account.add(100).grant();
        account.add(AddRequest.of(20).expiringAt(ledger.inDays(1)));

        var removed = account.remove(RemoveRequest.of(30).from(lasting));

        assertThat(removed.receipt().allocations()).containsExactly(new Allocation(lasting, 30));
        assertThat(account.balance().total()).isEqualTo(90);
        ledger.advanceDays(1);
        assertThat(account.balance().total()).isEqualTo(70);
    }

    @Test
    void a_named_grant_that_has_less_is_refused_and_says_what_it_has() {
        account.add(100);
        var small = account.add(AddRequest.of(20).expiringAt(ledger.inDays(1))).grant();
        var request = RemoveRequest.of(30).from(small);

        Standing.assertRefused(ErrorCode.GRANT_HAS_LESS, account, on -> on.remove(request));
        var refusal = catchThrowableOfType(InvalidRequestException.class, () -> account.remove(request));

        assertThat(refusal).hasMessageContaining("has only 20 left");
    }

    @Test
    void credits_removed_from_a_grant_that_starts_later_never_count_before_it() { // rows start with their grant
        var later = account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(ledger.inHours(7))))
                .grant();

        ledger.advanceHours(1);
        account.remove(RemoveRequest.of(40).from(later));

        ledger.advanceHours(2);
        assertThat(account.balance().total()).isZero();
        ledger.advanceHours(4);
        assertThat(account.balance().total()).isEqualTo(60);
        assertThat(account.canSpend(60)).isTrue();
        assertThat(account.trySpend(61)).isInstanceOf(Declined.class);
    }
}
