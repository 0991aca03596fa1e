package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CloseResult.Done;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.Hold;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult.HoldDeclined;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.Receipt;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** More may be held than there is where a negative balance is allowed; what no grant covers is allocated when captured. */
public abstract class UncoveredHoldContract {

    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected UncoveredHoldContract(Maker maker) {
        var setup = Setup.standard()
                .negative((type, billable) -> allowed.get() ? NegativePolicy.downTo(-50) : NegativePolicy.refused());
        ledger = LedgerUnderTest.of(maker, setup);
        account = ledger.account();
    }

    private static Receipt done(CloseResult result) {
        assertThat(result).isInstanceOf(Done.class);
        return ((Done) result).receipt();
    }

    @Test
    void more_is_held_than_there_is_and_nothing_is_owed_yet() {
        var grant = account.add(100).grant();

        var held = account.hold(HoldRequest.of(130));

        assertThat(held.receipt().allocations()).containsExactly(new Allocation(grant, 100));
        assertThat(account.balance()).isEqualTo(new Balance(-30, 130, 0));
        assertThat(account.holds())
                .containsExactly(new Hold(held.hold(), 130, 130, List.of(new Allocation(grant, 100)), null));
    }

    @Test
    void no_more_is_held_than_the_floor_allows() {
        account.add(100);

        assertThat(account.tryHold(HoldRequest.of(151))).isInstanceOf(HoldDeclined.class);
        account.hold(HoldRequest.of(150));

        assertThat(account.balance()).isEqualTo(new Balance(-50, 150, 0));
    }

    @Test
    void what_no_grant_covers_is_owed_when_captured() {
        var grant = account.add(100).grant();
        var hold = account.hold(HoldRequest.of(130)).hold();

        var receipt = done(account.capture(CaptureRequest.all(hold)));

        assertThat(receipt.allocations()).containsExactly(new Allocation(grant, 100), Allocation.owed(30));
        assertThat(account.balance()).isEqualTo(new Balance(-30, 0, 30));
    }

    @Test
    void what_came_meanwhile_covers_what_is_captured() {
        var hold = account.hold(HoldRequest.of(50)).hold();
        var grant = account.add(100).grant();
        assertThat(account.balance()).isEqualTo(new Balance(50, 50, 0));

        var receipt = done(account.capture(CaptureRequest.all(hold)));

        assertThat(receipt.allocations()).containsExactly(new Allocation(grant, 50));
        assertThat(account.balance()).isEqualTo(new Balance(50, 0, 0));
    }

    @Test
    void a_part_is_captured_of_the_grants_before_what_no_grant_covers() {
        var grant = account.add(100).grant();
        var hold = account.hold(HoldRequest.of(130)).hold();

        var first = done(account.capture(CaptureRequest.of(hold, 110).keepingTheRest()));
        assertThat(account.balance()).isEqualTo(new Balance(-30, 20, 10));
        done(account.release(hold));

        assertThat(first.allocations()).containsExactly(new Allocation(grant, 100), Allocation.owed(10));
        assertThat(account.balance()).isEqualTo(new Balance(-10, 0, 10));
    }

    @Test
    void what_no_grant_covers_is_free_again_when_the_hold_lapses() {
        account.add(100);
        account.hold(HoldRequest.of(130).until(ledger.inHours(4)));

        ledger.advanceHours(4);

        assertThat(account.balance()).isEqualTo(new Balance(100, 0, 0));
        account.spend(100);
        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void new_credits_do_not_pay_for_a_hold_and_its_part_stays_promised() {
        account.hold(HoldRequest.of(50));
        account.add(20);

        assertThat(account.balance()).isEqualTo(new Balance(-30, 50, 0));
        account.spend(20);
        assertThat(account.balance()).isEqualTo(new Balance(-50, 50, 0));
        assertThat(account.trySpend(1)).isInstanceOf(Declined.class);
    }

    @Test
    void what_is_promised_is_not_spent_where_below_zero_is_no_longer_allowed() {
        var hold = account.hold(HoldRequest.of(50)).hold();
        allowed.set(false);
        account.add(100);

        assertThat(account.canSpend(51)).isFalse();
        assertThat(account.trySpend(51)).isInstanceOf(Declined.class);
        account.spend(50);
        done(account.capture(CaptureRequest.all(hold)));

        assertThat(account.balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void what_was_promised_below_zero_is_captured_also_where_it_is_no_longer_allowed() {
        var hold = account.hold(HoldRequest.of(50)).hold();
        allowed.set(false);

        done(account.capture(CaptureRequest.all(hold)));

        assertThat(account.balance()).isEqualTo(new Balance(-50, 0, 50));
    }
}
