package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no grant covered is owed, and the next free credits repay it: at a verb, never by time alone. */
public abstract class OwedContract {

    private final Maker maker;
    private LedgerUnderTest ledger;
    private CreditAccount account;

    protected OwedContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard().negative(NegativePolicy.allowed()));
        account = ledger.account();
    }

    private AddRequest effective(long amount, long fromHours, long toHours) {
        return AddRequest.of(amount)
                .withTerms(
                        GrantTerms.plain().startingAt(ledger.inHours(fromHours)).expiringAt(ledger.inHours(toHours)));
    }

    @Test
    void the_part_that_no_grant_covers_is_owed_and_the_receipt_says_so() {
        var grant = account.add(AddRequest.of(20).expiringAt(ledger.inDays(7))).grant();

        var receipt = account.spend(30).receipt();

        assertThat(receipt)
                .returns(List.of(new Allocation(grant, 20), Allocation.owed(10)), Receipt::allocations)
                .returns(new Balance(-10, 0, 10), Receipt::balance);
        assertThat(Standing.newestRow(account))
                .returns(-10L, CreditTransaction::credits)
                .returns(null, CreditTransaction::grant)
                .returns(null, row -> row.times().expiresAt())
                .returns(TransactionType.USAGE, CreditTransaction::type)
                .returns(EntryKind.BURN, CreditTransaction::entry);
        ledger.advanceDays(7);
        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));
        assertThat(account.spentOn(ledger.today().minusDays(7))).isEqualTo(30);
    }

    @Test
    void a_repayment_is_no_grant() { // D10
        account.spend(50);

        account.add(AddRequest.of(100).expiringAt(ledger.inDays(31)));

        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
        account.spend(50);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void what_is_repaid_stays_repaid_when_the_grant_expires() { // D10
        account.spend(50);
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(31)));
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));

        ledger.advanceDays(31);

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_repayment_is_two_adjustments_and_no_usage() {
        account.spend(50);
        var grant = account.add(AddRequest.of(20).expiringAt(ledger.inDays(31))).grant();

        assertThat(Standing.rows(account).subList(0, 2))
                .allSatisfy(row -> assertThat(row)
                        .returns(EntryKind.REPAYMENT, CreditTransaction::entry)
                        .returns(TransactionType.ADJUSTMENT, CreditTransaction::type))
                .extracting(CreditTransaction::grant, CreditTransaction::credits)
                .containsExactly(tuple(null, 20L), tuple(grant, -20L));
        assertThat(account.balance()).isEqualTo(new Balance(-30, 0, 30));
        assertThat(account.spentOn(ledger.today())).isEqualTo(50);
    }

    @Test
    void what_is_owed_is_repaid_at_a_verb_and_not_by_time() {
        account.spend(50);
        account.add(effective(100, 10, 40));
        assertThat(account.balance()).isEqualTo(new Balance(-50, 0, 50));

        ledger.advanceHours(20);
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 50));
        account.spend(10);
        assertThat(account.balance()).isEqualTo(new Balance(40, 0, 0));

        ledger.advanceHours(20);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_grant_that_came_and_went_between_two_verbs_repaid_nothing() {
        account.spend(50);
        account.add(effective(100, 10, 40));

        ledger.advanceHours(40);

        assertThat(account.balance()).isEqualTo(new Balance(-50, 0, 50));
        account.add(60);
        assertThat(account.balance()).isEqualTo(new Balance(10, 0, 0));
    }

    @Test
    void a_decline_repays_nothing() {
        ledger = LedgerUnderTest.of(maker, Setup.standard().negative(NegativePolicy.downTo(-50)));
        account = ledger.account();
        account.spend(50);
        account.add(effective(100, 10, 40));
        ledger.advanceHours(20);

        account.trySpend(101);

        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 50));
    }

    @Test
    void what_a_verb_frees_repays_what_is_owed() {
        account.add(AddRequest.of(500).expiringAt(ledger.inHours(30)));
        var hold = account.hold(HoldRequest.of(300)).hold();
        account.spend(600);
        assertThat(account.balance()).isEqualTo(new Balance(-400, 300, 400));

        account.release(hold);

        assertThat(account.balance()).isEqualTo(new Balance(-100, 0, 100));
        ledger.advanceHours(30);
        assertThat(account.balance()).isEqualTo(new Balance(-100, 0, 100));
    }

    @Test
    void a_release_repays_from_what_is_free_before_what_it_freed() {
        var freed =
                account.add(AddRequest.of(100).expiringAt(ledger.inHours(30))).grant();
        var hold = account.hold(HoldRequest.of(100)).hold();
        account.spend(50);
        var free = account.add(effective(80, 10, 40)).grant();
        ledger.advanceHours(10);

        account.release(hold);

        assertThat(account.grants())
                .extracting(Grant::id, Grant::remaining)
                .containsExactly(tuple(freed, 100L), tuple(free, 30L));
    }

    @Test
    void a_capture_repays_from_what_is_free_before_what_it_freed() {
        var freed =
                account.add(AddRequest.of(100).expiringAt(ledger.inHours(30))).grant();
        var hold = account.hold(HoldRequest.of(100)).hold();
        account.spend(50);
        var free = account.add(effective(80, 10, 40)).grant();
        ledger.advanceHours(10);

        account.capture(CaptureRequest.of(hold, 20));

        assertThat(account.grants())
                .extracting(Grant::id, Grant::remaining)
                .containsExactly(tuple(freed, 80L), tuple(free, 30L));
    }

    @Test
    void what_lapses_repays_at_the_next_verb() {
        account.add(100);
        account.hold(HoldRequest.of(100).until(ledger.inHours(4)));
        account.spend(50);
        assertThat(account.balance()).isEqualTo(new Balance(-50, 100, 50));

        ledger.advanceHours(4);
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 50));
        account.spend(10);

        assertThat(account.balance()).isEqualTo(new Balance(40, 0, 0));
    }

    @Test
    void a_hold_repays_what_is_owed_first() {
        account.spend(50);
        account.add(effective(60, 10, 40));
        ledger.advanceHours(10);

        account.hold(HoldRequest.of(10));

        assertThat(account.balance()).isEqualTo(new Balance(0, 10, 0));
    }

    @Test
    void what_is_owed_is_repaid_in_burn_down_order() {
        account.spend(50);
        var ending = account.add(effective(30, 10, 40)).grant();
        var lasting = account.add(effective(100, 10, 90)).grant();
        ledger.advanceHours(10);

        account.spend(10);

        assertThat(account.grants()).extracting(Grant::id, Grant::remaining).containsExactly(tuple(lasting, 70L));
        assertThat(Standing.rows(account))
                .filteredOn(row -> row.entry() == EntryKind.REPAYMENT && row.grant() != null)
                .extracting(CreditTransaction::grant, CreditTransaction::credits)
                .containsExactlyInAnyOrder(tuple(ending, -30L), tuple(lasting, -20L));
    }

    @Test
    void what_is_spent_while_something_is_owed_is_owed_too() {
        account.spend(50);
        account.remove(5);

        var receipt = account.spend(10).receipt();

        assertThat(receipt.allocations()).containsExactly(Allocation.owed(10));
        assertThat(account.balance()).isEqualTo(new Balance(-65, 0, 65));
        assertThat(account.spentOn(ledger.today())).isEqualTo(60);
    }

    @Test
    void a_renewed_allowance_repays_what_was_overdrawn() { // D14
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(30)));
        account.spend(130);

        ledger.advanceDays(30);
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(30)));

        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
    }

    @Test
    void a_removal_from_a_grant_repays_first_and_then_finds_less() {
        account.spend(50);
        var later = account.add(effective(60, 10, 40)).grant();
        ledger.advanceHours(10);

        Standing.assertRefused(
                ErrorCode.GRANT_HAS_LESS,
                account,
                on -> on.remove(RemoveRequest.of(60).from(later)));
        account.remove(RemoveRequest.of(10).from(later));

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_removal_from_a_grant_that_repays_to_its_end_is_refused() {
        account.spend(60);
        var later = account.add(effective(60, 10, 40)).grant();
        ledger.advanceHours(10);

        Standing.assertRefused(
                ErrorCode.GRANT_NOT_OPEN,
                account,
                on -> on.remove(RemoveRequest.of(1).from(later)));
    }

    @Test
    void a_void_repays_first_and_then_ends_what_remains() {
        account.spend(50);
        var later = account.add(effective(60, 10, 40)).grant();
        ledger.advanceHours(10);

        var receipt = account.voidGrant(VoidRequest.of(later));

        assertThat(receipt.allocations()).containsExactly(new Allocation(later, 10));
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void a_spend_dated_before_a_grant_is_owed_only_beyond_the_grants_open_now() { // D18
        ledger = LedgerUnderTest.of(
                maker, Setup.standard().ungrouped().at("2026-04-10T00:00:00Z").negative(NegativePolicy.allowed()));
        account = ledger.account();
        var grant = account.add(AddRequest.of(100).expiringAt(Instant.parse("2026-04-20T00:00:00Z")))
                .grant();

        var spent = account.spend(SpendRequest.of(40).datedAt(Instant.parse("2026-04-09T00:00:00Z")));

        assertThat(spent.receipt().allocations()).containsExactly(new Allocation(grant, 40));
        assertThat(account.balance()).isEqualTo(new Balance(60, 0, 0));
        ledger.clock().set(Instant.parse("2026-04-21T00:00:00Z"));
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }
}
