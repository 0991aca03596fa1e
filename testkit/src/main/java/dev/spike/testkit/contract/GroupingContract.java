package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditTransaction.Times;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day's usage is one row per grant, or one per spend: the balance never tells which. */
public abstract class GroupingContract {

    private final Maker maker;
    private final LedgerUnderTest grouped;
    private final LedgerUnderTest ungrouped;

    protected GroupingContract(Maker maker) {
        this.maker = maker;
        grouped = LedgerUnderTest.of(maker, Setup.standard());
        ungrouped = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
    }

    @Test
    void spends_of_a_day_are_one_row() { // S02
        var account = grouped.account();
        account.add(20);

        account.spend(5);
        grouped.advanceHours(1);
        account.spend(3);

        assertThat(account.balance().total()).isEqualTo(12);
        assertThat(Standing.rows(account))
                .extracting(CreditTransaction::credits)
                .containsExactly(-8L, 20L);
    }

    @Test
    void the_row_of_a_day_says_when_it_began_and_when_it_last_grew() {
        var account = grouped.account();
        account.add(20);
        var began = grouped.now();

        account.spend(5);
        grouped.advanceHours(1);
        account.spend(3);

        assertThat(Standing.newestRow(account).times()).isEqualTo(new Times(began, null, began, grouped.now()));
    }

    @Test
    void spends_of_two_days_are_two_rows() { // S03
        var account = grouped.account();
        account.add(20);

        account.spend(5);
        grouped.advanceDays(1);
        account.spend(3);

        assertThat(account.balance().total()).isEqualTo(12);
        assertThat(Standing.rows(account))
                .extracting(CreditTransaction::credits)
                .containsExactly(-3L, -5L, 20L);
    }

    @Test
    void a_day_that_falls_on_two_grants_is_a_row_on_each() {
        var account = grouped.account();
        var lasting = account.add(100).grant();
        var ending =
                account.add(AddRequest.of(10).expiringAt(grouped.inDays(3))).grant();

        account.spend(4);
        account.spend(16);
        account.spend(7);

        assertThat(Standing.rows(account))
                .filteredOn(row -> row.type() == TransactionType.USAGE)
                .extracting(CreditTransaction::grant, CreditTransaction::credits)
                .containsExactly(tuple(lasting, -17L), tuple(ending, -10L));
    }

    @Test
    void every_spend_is_a_row_where_every_one_is_kept() { // S04
        var account = ungrouped.account();
        account.add(20);

        account.spend(1);
        account.spend(1);
        account.spend(1);

        assertThat(account.balance().total()).isEqualTo(17);
        assertThat(Standing.rows(account))
                .extracting(CreditTransaction::credits)
                .containsExactly(-1L, -1L, -1L, 20L);
    }

    @Test
    void a_spend_keeps_its_remarks_on_every_row_where_every_one_is_kept() { // S09
        var account = ungrouped.account();
        account.add(20);
        account.add(20);
        var remarks = new Remarks("A call to Vilnius", "by hand", "ann", Map.of("minutes", "3"));

        account.spend(SpendRequest.of(5).withRemarks(remarks)); // on one grant
        account.spend(SpendRequest.of(25).withRemarks(remarks)); // on two

        assertThat(Standing.rows(account))
                .filteredOn(row -> row.type() == TransactionType.USAGE)
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.remarks()).isEqualTo(remarks));
    }

    @Test
    void a_spend_that_is_grouped_takes_no_note() { // S10
        grouped.account().add(20);

        Standing.assertRefused(
                ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                grouped.account(),
                account -> account.spend(SpendRequest.of(5).withNotes("A call")));
    }

    @Test
    void usage_of_today_is_nothing_until_something_is_spent_and_is_told_by_type() { // U01, U03
        var today = grouped.today();
        grouped.account().add(1000);
        assertThat(grouped.account().usage(today, today)).isEmpty();

        grouped.account().spend(50);

        assertThat(grouped.account().usage(today, today)).containsExactly(new DailyUsage(today, 50));
        assertThat(grouped.account("sms").usage(today, today)).isEmpty();
    }

    @ParameterizedTest(name = "grouped: {0}")
    @ValueSource(booleans = {true, false})
    void spends_on_both_sides_of_a_renewal_within_a_day_are_on_two_periods(boolean together) { // D07, D07b
        var ledger = LedgerUnderTest.of(
                maker, (together ? Setup.standard() : Setup.standard().ungrouped()).at("2026-01-01T12:00:00Z"));
        var account = ledger.account();
        var old =
                account.add(AddRequest.of(100).as(TransactionType.SUBSCRIPTION).expiringAt(ledger.inDays(34)));
        ledger.clock().set(Instant.parse("2026-02-01T09:00:00Z"));
        account.spend(10);

        ledger.clock().set(Instant.parse("2026-02-01T12:00:00Z"));
        account.voidGrant(VoidRequest.of(old.grant()));
        account.add(AddRequest.of(100).as(TransactionType.SUBSCRIPTION).expiringAt(ledger.inDays(31)));
        ledger.clock().set(Instant.parse("2026-02-01T15:00:00Z"));
        account.spend(50);

        assertThat(account.balance().total()).isEqualTo(50);
        ledger.advanceDays(1);
        assertThat(account.balance().total()).isEqualTo(50);
    }

    @Test
    void grouping_changes_no_balance_now_or_later() { // usage before and after an expiry within the day
        assertThat(totalsOfThreeDays(grouped)).isEqualTo(totalsOfThreeDays(ungrouped));
    }

    private static List<Long> totalsOfThreeDays(LedgerUnderTest ledger) {
        var totals = new ArrayList<Long>();
        var account = ledger.account();
        account.add(AddRequest.of(50).expiringAt(ledger.inHours(12)));
        account.add(AddRequest.of(80).expiringAt(ledger.inHours(40)));
        account.add(100);
        for (int hour = 0; hour < 72; hour += 4) {
            if (hour % 8 == 0 && account.canSpend(13)) {
                account.spend(13);
            }
            totals.add(account.balance().total());
            ledger.advanceHours(4);
        }
        return totals;
    }
}
