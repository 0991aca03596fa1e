package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditTransaction.Times;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A date for the books moves nothing in time: what is dated back takes effect when it is decided. */
public abstract class BackdatingContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected BackdatingContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
    }

    @Test
    void a_removal_dated_back_has_the_date_and_its_remarks() { // R06
        var date = ledger.inDays(-5);
        account.add(20);

        account.remove(RemoveRequest.of(10).datedAt(date).withRemarks(Remarks.notes("Given twice")));

        assertThat(Standing.newestRow(account))
                .returns(-10L, CreditTransaction::credits)
                .returns("Given twice", row -> row.remarks().notes())
                .returns(new Times(ledger.now(), null, date, date), CreditTransaction::times);
        assertThat(account.balance().total()).isEqualTo(10);
    }

    @Test
    void a_spend_dated_back_is_usage_of_that_day() { // S13
        var date = ledger.inDays(-5);
        account.add(20);

        account.spend(SpendRequest.of(5).datedAt(date));

        assertThat(Standing.newestRow(account).times()).isEqualTo(new Times(ledger.now(), null, date, date));
        assertThat(account.spentOn(ledger.today().minusDays(5))).isEqualTo(5);
        assertThat(account.spentOn(ledger.today())).isZero();
    }

    @Test
    void a_spend_dated_back_takes_effect_at_once() { // D15
        account.add(20);

        account.spend(SpendRequest.of(5).datedAt(ledger.inDays(-5)));

        assertThat(account.balance().total()).isEqualTo(15);
        assertThat(account.canSpend(16)).isFalse();
    }

    @Test
    void a_spend_dated_before_a_grant_falls_on_the_grants_open_at_its_decision() { // D18
        ledger.clock().set(Instant.parse("2026-04-10T00:00:00Z"));
        var grant = account.add(AddRequest.of(100).expiringAt(Instant.parse("2026-04-20T00:00:00Z")))
                .grant();

        var spent = account.spend(SpendRequest.of(40).datedAt(Instant.parse("2026-04-09T00:00:00Z")));

        assertThat(spent.receipt().allocations()).containsExactly(new Allocation(grant, 40));
        assertThat(account.balance().total()).isEqualTo(60);
        ledger.clock().set(Instant.parse("2026-04-21T00:00:00Z"));
        assertThat(account.balance().total()).isZero();
    }

    @Test
    void a_spend_dated_back_falls_on_no_grant_that_has_ended_since() {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(1)));
        var lasting = account.add(100).grant();
        var date = ledger.now();
        ledger.advanceDays(2);

        var spent = account.spend(SpendRequest.of(40).datedAt(date));

        assertThat(spent.receipt().allocations()).containsExactly(new Allocation(lasting, 40));
        assertThat(account.balance().total()).isEqualTo(60);
    }

    @Test
    void a_spend_dated_now_is_dated_back_by_nothing() {
        account.add(20);

        account.spend(SpendRequest.of(5).datedAt(ledger.now()));

        assertThat(account.spentOn(ledger.today())).isEqualTo(5);
    }
}
