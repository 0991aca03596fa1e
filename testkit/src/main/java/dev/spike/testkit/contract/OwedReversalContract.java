package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A spend that was owed is undone: what is owed falls, and what was repaid of it returns to the grants that repaid. */
public abstract class OwedReversalContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected OwedReversalContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().negative(NegativePolicy.allowed()));
        account = ledger.account();
    }

    private void spend(long amount, String key) {
        account.spend(SpendRequest.of(amount).withKey(key));
    }

    private long sumOf(GrantId grant) {
        return Standing.rows(account).stream()
                .filter(row -> grant.equals(row.grant()))
                .mapToLong(CreditTransaction::credits)
                .sum();
    }

    @Test
    void what_is_owed_falls() {
        spend(70, "s");

        var receipt = account.reverse(ReverseRequest.of("s").part(20));

        assertThat(receipt.allocations()).containsExactly(Allocation.owed(20));
        assertThat(account.balance()).isEqualTo(new Balance(-50, 0, 50));
        assertThat(account.spentOn(ledger.today())).isEqualTo(50);
    }

    @Test
    void what_is_owed_goes_back_before_the_grants_that_were_drawn() {
        var grant = account.add(100).grant();
        spend(130, "s");

        var receipt = account.reverse(ReverseRequest.of("s").part(40));

        assertThat(receipt.allocations()).containsExactly(Allocation.owed(30), new Allocation(grant, 10));
        assertThat(account.balance()).isEqualTo(new Balance(10, 0, 0));
    }

    @Test
    void what_was_owed_and_repaid_returns_to_the_grant_that_repaid() {
        spend(70, "s");
        var grant =
                account.add(AddRequest.of(60).expiringAt(ledger.inHours(11))).grant();
        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));

        var receipt = account.reverse(ReverseRequest.of("s").part(20));

        assertThat(receipt.allocations()).containsExactly(Allocation.owed(10), new Allocation(grant, 10));
        assertThat(account.balance()).isEqualTo(new Balance(10, 0, 0));
        assertThat(account.grants()).extracting(Grant::remaining).containsExactly(10L);
        ledger.advanceHours(11);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void what_was_repaid_returns_to_the_latest_first() {
        spend(70, "s");
        var first = account.add(AddRequest.of(30).expiringAt(ledger.inDays(20))).grant();
        ledger.advanceHours(1);
        var second =
                account.add(AddRequest.of(60).expiringAt(ledger.inDays(10))).grant();
        assertThat(account.balance()).isEqualTo(new Balance(20, 0, 0));

        account.reverse(ReverseRequest.of("s").part(50));

        assertThat(sumOf(second)).isEqualTo(60);
        assertThat(sumOf(first)).isEqualTo(10);
        assertThat(account.balance()).isEqualTo(new Balance(70, 0, 0));
        account.reverse(ReverseRequest.of("s"));
        assertThat(sumOf(first)).isEqualTo(30);
        assertThat(account.balance()).isEqualTo(new Balance(90, 0, 0));
    }

    @Test
    void what_a_grant_repaid_before_another_did_returns_after_it_also_where_the_first_repaid_again() {
        var first =
                account.add(AddRequest.of(100).expiringAt(ledger.inDays(10))).grant();
        var small = account.hold(HoldRequest.of(20)).hold();
        var large = account.hold(HoldRequest.of(40)).hold();
        spend(140, "s");
        account.release(small);
        var second = account.add(30).grant();
        account.release(large);
        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));

        var receipt = account.reverse(ReverseRequest.of("s").part(70));

        assertThat(receipt.allocations())
                .containsExactly(Allocation.owed(10), new Allocation(first, 40), new Allocation(second, 20));
        var rest = account.reverse(ReverseRequest.of("s").part(30));
        assertThat(rest.allocations()).containsExactly(new Allocation(second, 10), new Allocation(first, 20));
    }

    @Test
    void a_grant_that_repaid_and_ended_gets_nothing_back() {
        spend(70, "s");
        var ending =
                account.add(AddRequest.of(30).expiringAt(ledger.inHours(5))).grant();
        var voided = account.add(60).grant();
        account.voidGrant(VoidRequest.of(voided));
        ledger.advanceHours(5);

        var receipt = account.reverse(ReverseRequest.of("s"));

        assertThat(receipt.allocations()).isEmpty();
        assertThat(account.balance()).isEqualTo(Balance.nothing());
        assertThat(sumOf(voided)).isZero();
        assertThat(sumOf(ending)).isEqualTo(30);
    }

    @Test
    void what_comes_back_repays_what_is_still_owed() {
        var grant = account.add(100).grant();
        spend(100, "s");
        spend(30, "t");

        account.reverse(ReverseRequest.of("s").part(50));

        assertThat(account.balance()).isEqualTo(new Balance(20, 0, 0));
        assertThat(sumOf(grant)).isEqualTo(20);
    }

    @Test
    void a_reversal_repays_first_from_a_grant_that_has_started() {
        spend(70, "s");
        var later = account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(ledger.inHours(10))))
                .grant();
        ledger.advanceHours(10);

        account.reverse(ReverseRequest.of("s").part(20));

        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
        assertThat(sumOf(later)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void, expire, capture, reverse, reverse",
                "void, capture, reverse, expire, reverse",
                "expire, capture, reverse, reverse",
                "reverse, void, capture, expire, reverse",
                "reverse, expire, capture, reverse",
                "capture, reverse, void, reverse, expire",
                "capture, void, reverse, expire, reverse",
                "reverse, capture, expire, reverse",
            })
    void in_any_order_every_grant_sums_to_between_nothing_and_its_amount(String steps) {
        var ending =
                account.add(AddRequest.of(100).expiringAt(ledger.inHours(7))).grant();
        var lasting = account.add(50).grant();
        spend(60, "s");
        var hold = account.hold(HoldRequest.of(60)).hold();
        spend(50, "owed");
        assertThat(account.balance()).isEqualTo(new Balance(-20, 60, 20));

        for (var step : List.of(steps.split(", "))) {
            take(step, ending, hold);
            account.balance();
            assertThat(sumOf(ending)).as("the grant that ends, after %s", step).isBetween(0L, 100L);
            assertThat(sumOf(lasting))
                    .as("the grant that lasts, after %s", step)
                    .isBetween(0L, 50L);
        }

        assertThat(account.balance().held()).isZero();
    }

    private void take(String step, GrantId ending, HoldId hold) {
        switch (step) {
            case "void" -> account.voidGrant(VoidRequest.of(ending));
            case "expire" -> ledger.advanceHours(7);
            case "capture" -> account.capture(CaptureRequest.of(hold, 45));
            case "reverse" -> {
                account.reverse(ReverseRequest.of("s").part(30));
                account.reverse(ReverseRequest.of("owed").part(25));
            }
            default -> throw new IllegalArgumentException("no such step: " + step);
        }
    }
}
