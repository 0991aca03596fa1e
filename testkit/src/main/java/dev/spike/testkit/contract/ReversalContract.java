package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spend is undone along its allocations, last drawn first, and never more than was taken. */
public abstract class ReversalContract {

    private final Maker maker;
    private LedgerUnderTest ledger;
    private CreditAccount account;

    protected ReversalContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private void spend(long amount, String key) {
        account.spend(SpendRequest.of(amount).withKey(key));
    }

    @Test
    void a_spend_is_undone_whole() {
        var grant = account.add(100).grant();
        spend(30, "s");

        var receipt = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt)
                .returns(new Asked(Verb.REVERSE, 30), Receipt::asked)
                .returns(List.of(new Allocation(grant, 30)), Receipt::allocations)
                .returns(new Balance(100, 0, 0), Receipt::balance);
        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
        assertThat(account.usage(ledger.today(), ledger.today())).isEmpty();
        account.spend(100);
    }

    @Test
    void a_reversal_is_a_row_of_its_own_dated_like_what_it_undoes() {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(9)));
        var day = ledger.today();
        var spentAt = ledger.now();
        spend(30, "s");
        ledger.advanceDays(1);
        spend(5, "t");
        var remarks = Remarks.none().by("ann", "the call failed");

        account.reverse(ReverseRequest.of("s").part(20).withRemarks(remarks));

        assertThat(Standing.newestRow(account))
                .returns(20L, CreditTransaction::credits)
                .returns(TransactionType.USAGE, CreditTransaction::type)
                .returns(EntryKind.REVERSAL, CreditTransaction::entry)
                .returns(remarks, CreditTransaction::remarks)
                .returns(spentAt, row -> row.times().createdAt())
                .returns(ledger.now(), row -> row.times().effectiveAt());
        assertThat(account.spentOn(day)).isEqualTo(10);
        assertThat(account.spentOn(day.plusDays(1))).isEqualTo(5);
    }

    @Test
    void a_backdated_spend_is_undone_on_its_day() {
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
        account.add(100);
        account.spend(SpendRequest.of(30).withKey("s").datedAt(ledger.inDays(-5)));

        account.reverse(ReverseRequest.of("s").part(10));

        assertThat(account.spentOn(ledger.today().minusDays(5))).isEqualTo(20);
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void a_part_goes_back_last_drawn_first() {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(7)));
        var later =
                account.add(AddRequest.of(200).expiringAt(ledger.inDays(14))).grant();
        spend(130, "s");

        var receipt = account.reverse(ReverseRequest.of("s").part(30));

        assertThat(receipt.allocations()).containsExactly(new Allocation(later, 30));
        assertThat(account.balance()).isEqualTo(new Balance(200, 0, 0));
        ledger.advanceDays(7);
        assertThat(account.balance()).isEqualTo(new Balance(200, 0, 0));
    }

    @Test
    void the_next_part_goes_back_behind_the_first() {
        var first = account.add(AddRequest.of(100).expiringAt(ledger.inDays(7))).grant();
        var second =
                account.add(AddRequest.of(200).expiringAt(ledger.inDays(14))).grant();
        spend(130, "s");
        account.reverse(ReverseRequest.of("s").part(20));

        var receipt = account.reverse(ReverseRequest.of("s").part(30));
        var rest = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt.allocations()).containsExactly(new Allocation(second, 10), new Allocation(first, 20));
        assertThat(rest.allocations()).containsExactly(new Allocation(first, 80));
        assertThat(account.balance()).isEqualTo(new Balance(300, 0, 0));
    }

    @Test
    void never_more_is_undone_than_was_taken_and_the_refusal_says_what_is_left() {
        account.add(100);
        spend(30, "s");
        account.reverse(ReverseRequest.of("s").part(20));

        Standing.assertRefused(
                ErrorCode.REVERSAL_TOO_LARGE,
                account,
                on -> on.reverse(ReverseRequest.of("s").part(20)));
        var refusal = catchThrowableOfType(
                InvalidRequestException.class,
                () -> account.reverse(ReverseRequest.of("s").part(20)));
        assertThat(refusal).hasMessageContaining("only 10 of 30 are left");
        account.reverse(ReverseRequest.of("s").part(10));

        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
    }

    @Test
    void what_was_undone_whole_cannot_be_undone_again() {
        account.add(100);
        spend(30, "s");
        account.reverse(ReverseRequest.of("s"));

        Standing.assertRefused(ErrorCode.REVERSAL_TOO_LARGE, account, on -> on.reverse(ReverseRequest.of("s")));
    }

    @Test
    void nothing_comes_back_to_a_voided_grant() {
        var grant = account.add(100).grant();
        spend(10, "s");
        account.voidGrant(VoidRequest.of(grant));

        var receipt = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt.allocations()).isEmpty();
        assertThat(receipt.balance()).isEqualTo(Balance.nothing());
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void nothing_comes_back_to_an_expired_grant_and_the_answer_says_so() {
        account.add(AddRequest.of(100).expiringAt(ledger.inHours(7)));
        spend(10, "s");
        ledger.advanceHours(8);

        var receipt = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt.asked()).isEqualTo(new Asked(Verb.REVERSE, 10));
        assertThat(receipt.allocations()).isEmpty();
        assertThat(receipt.balance()).isEqualTo(Balance.nothing());
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void of_a_spend_across_an_expired_grant_only_the_other_part_comes_back() {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(7)));
        var later =
                account.add(AddRequest.of(200).expiringAt(ledger.inDays(14))).grant();
        spend(130, "s");
        ledger.advanceDays(7);

        var receipt = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt.allocations()).containsExactly(new Allocation(later, 30));
        assertThat(account.balance()).isEqualTo(new Balance(200, 0, 0));
    }

    @Test
    void a_capture_is_undone() {
        var grant = account.add(100).grant();
        var hold = account.hold(HoldRequest.of(30)).hold();
        account.capture(CaptureRequest.of(hold, 50).withKey("c"));

        var receipt = account.reverse(ReverseRequest.of("c").part(45));

        assertThat(receipt.allocations()).containsExactly(new Allocation(grant, 20), new Allocation(grant, 25));
        assertThat(account.balance()).isEqualTo(new Balance(95, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(5);
    }

    @Test
    void a_capture_of_a_voided_grant_is_undone_and_nothing_comes_back() {
        var grant = account.add(60).grant();
        var hold = account.hold(HoldRequest.of(30)).hold();
        account.voidGrant(VoidRequest.of(grant));
        account.capture(CaptureRequest.all(hold).withKey("c"));

        account.reverse(ReverseRequest.of("c"));

        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void a_removal_is_undone_as_an_adjustment() {
        account.add(100);
        spend(10, "s");
        account.remove(RemoveRequest.of(30).withKey("r"));

        account.reverse(ReverseRequest.of("r").part(20));

        assertThat(account.balance()).isEqualTo(new Balance(80, 0, 0));
        assertThat(account.spentOn(ledger.today())).isEqualTo(10);
        assertThat(Standing.newestRow(account).type()).isEqualTo(TransactionType.ADJUSTMENT);
    }

    @Test
    void what_was_declined_or_never_asked_cannot_be_undone() {
        account.add(5);
        account.trySpend(SpendRequest.of(10).withKey("declined"));

        Standing.assertRefused(ErrorCode.NOTHING_TO_REVERSE, account, on -> on.reverse(ReverseRequest.of("declined")));
        Standing.assertRefused(ErrorCode.NOTHING_TO_REVERSE, account, on -> on.reverse(ReverseRequest.of("never")));
        Standing.assertRefused(
                ErrorCode.NOTHING_TO_REVERSE, ledger.account("sms"), on -> on.reverse(ReverseRequest.of("declined")));
    }

    @Test
    void what_took_nothing_cannot_be_undone() {
        var grant = account.add(AddRequest.of(100).withKey("add")).grant();
        account.hold(HoldRequest.of(10).withKey("hold"));
        spend(10, "s");
        account.reverse(ReverseRequest.of("s").part(5).withKey("reverse"));
        account.voidGrant(VoidRequest.of(grant).withKey("void"));

        for (var key : List.of("add", "hold", "reverse", "void")) {
            Standing.assertRefused(ErrorCode.NOTHING_TO_REVERSE, account, on -> on.reverse(ReverseRequest.of(key)));
        }
    }

    @Test
    void a_reversal_under_the_same_key_is_answered_again() {
        account.add(100);
        spend(30, "s");
        var request = ReverseRequest.of("s").part(20).withKey("k");
        var first = account.reverse(request);

        var again = account.reverse(request);

        assertThat(again).usingRecursiveComparison().ignoringFields("replayed").isEqualTo(first);
        assertThat(again.replayed()).isTrue();
        assertThat(account.balance()).isEqualTo(new Balance(90, 0, 0));
        Standing.assertRefused(ErrorCode.KEY_REUSED, account, on -> on.reverse(request.part(10)));
        Standing.assertRefused(
                ErrorCode.KEY_REUSED,
                account,
                on -> on.reverse(ReverseRequest.of("s").withKey("k")));
    }

    @Test
    void what_came_back_is_in_burn_down_order_as_before() {
        account.add(100);
        var ending = account.add(AddRequest.of(20).expiringAt(ledger.inDays(7))).grant();
        spend(50, "s");
        account.reverse(ReverseRequest.of("s"));

        assertThat(account.spend(10).receipt().allocations()).containsExactly(new Allocation(ending, 10));
    }
}
