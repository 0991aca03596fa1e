package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was spent, by day of the configured zone. Grouped or not is all the same. */
public abstract class UsageContract {

    private static final LocalDate TODAY = LocalDate.parse("2023-01-15");

    private final Maker maker;
    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected UsageContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(maker, Setup.standard().at("2023-01-10T12:00:00Z"));
        account = ledger.account();
        account.add(1000);
    }

    private void on(int day) {
        ledger.clock().set(Instant.parse("2023-01-%dT12:00:00Z".formatted(day)));
    }

    @Test
    void a_day_without_usage_has_nothing_spent() { // Q01
        account.spend(10);
        on(15);

        assertThat(account.spentOn(TODAY)).isZero();
    }

    @Test
    void what_is_spent_today_is_spent_on_today() { // Q02
        on(15);
        account.spend(15);

        assertThat(account.spentOn(TODAY)).isEqualTo(15);
    }

    @Test
    void the_spends_of_a_day_add_up() { // Q03
        on(15);
        account.spend(5);
        account.spend(10);
        account.spend(15);

        assertThat(account.spentOn(TODAY)).isEqualTo(30);
    }

    @Test
    void each_type_has_usage_of_its_own() { // Q04
        on(15);
        ledger.account("sms").add(100);
        account.spend(15);
        ledger.account("sms").spend(25);

        assertThat(account.spentOn(TODAY)).isEqualTo(15);
        assertThat(ledger.account("sms").spentOn(TODAY)).isEqualTo(25);
    }

    @Test
    void what_is_added_and_removed_is_not_usage() { // Q05
        on(15);
        account.add(AddRequest.of(100).as(TransactionType.PRODUCT));
        account.remove(30);
        account.spend(15);

        assertThat(account.spentOn(TODAY)).isEqualTo(15);
    }

    @Test
    void each_day_has_its_own() { // Q06
        on(15);
        account.spend(15);
        on(16);
        account.spend(25);
        on(17);
        account.spend(10);

        assertThat(account.spentOn(TODAY)).isEqualTo(15);
        assertThat(account.spentOn(TODAY.plusDays(1))).isEqualTo(25);
        assertThat(account.spentOn(TODAY.plusDays(2))).isEqualTo(10);
    }

    @Test
    void usage_lists_the_days_asked_for_first_to_last_without_the_empty_ones() {
        for (int day : new int[] {10, 12, 13, 14, 16}) {
            on(day);
            account.spend(day);
        }

        var first = LocalDate.parse("2023-01-12");
        assertThat(account.usage(first, first.plusDays(3)))
                .containsExactly(
                        new DailyUsage(first, 12),
                        new DailyUsage(first.plusDays(1), 13),
                        new DailyUsage(first.plusDays(2), 14));
        assertThat(account.usage(first.plusDays(1), first)).isEmpty();
    }

    @Test
    void a_spend_that_is_declined_is_not_usage() {
        on(15);
        account.trySpend(1001);

        assertThat(account.spentOn(TODAY)).isZero();
    }

    @Test
    void a_day_of_two_grants_is_the_sum_of_both_also_after_one_has_ended() {
        account.add(AddRequest.of(10).expiringAt(Instant.parse("2023-01-16T00:00:00Z")));
        on(15);
        account.spend(30);
        on(17);

        assertThat(account.spentOn(TODAY)).isEqualTo(30);
        assertThat(Standing.rows(account))
                .filteredOn(row -> row.type() == TransactionType.USAGE)
                .extracting(CreditTransaction::credits)
                .containsExactly(-20L, -10L);
    }

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "UTC,              2026-04-10, 2026-04-10T00:00:00Z, 2026-04-11T00:00:00Z, 24",
        "Asia/Kathmandu,   2026-04-10, 2026-04-09T18:15:00Z, 2026-04-10T18:15:00Z, 24",
        "Europe/Vilnius,   2026-03-29, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z, 23",
        "Europe/Vilnius,   2026-10-25, 2026-10-24T21:00:00Z, 2026-10-25T22:00:00Z, 25",
        "America/Santiago, 2026-09-06, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z, 23", // without a midnight
    })
    void a_day_is_from_midnight_to_midnight_where_it_is_counted(
            String zone, LocalDate day, Instant starts, Instant ends, long hours) {
        assertThat(Duration.between(starts, ends).toHours()).isEqualTo(hours);
        var local = LedgerUnderTest.of(
                maker,
                Setup.standard().in(ZoneId.of(zone)).at(starts.minusSeconds(1).toString()));
        var moment = Duration.ofNanos(1_000);
        local.account().add(1_000_000);

        spendAt(local, starts.minus(moment), 1);
        spendAt(local, starts, 20);
        spendAt(local, ends.minus(moment), 300);
        spendAt(local, ends, 4_000);

        assertThat(local.account().usage(day.minusDays(1), day.plusDays(1)))
                .containsExactly(
                        new DailyUsage(day.minusDays(1), 1),
                        new DailyUsage(day, 320),
                        new DailyUsage(day.plusDays(1), 4_000));
        assertThat(local.account().spentOn(day)).isEqualTo(320);
    }

    private static void spendAt(LedgerUnderTest local, Instant at, long amount) {
        local.clock().set(at);
        local.account().spend(amount);
    }
}
