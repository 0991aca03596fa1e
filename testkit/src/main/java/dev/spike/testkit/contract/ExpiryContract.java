package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.Spent;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was spent of a grant leaves the balance with it: no spend is ever matched anew. Grouped or not is all the same. */
public abstract class ExpiryContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected ExpiryContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().at("2026-01-01T00:00:00Z"));
        account = ledger.account();
    }

    private void at(String instant) {
        ledger.clock().set(Instant.parse(instant));
    }

    private void add(long amount, String expiresAt) {
        account.add(AddRequest.of(amount).expiringAt(Instant.parse(expiresAt)));
    }

    private void assertTotal(long total) {
        assertThat(account.balance().total()).isEqualTo(total);
        assertThat(account.canSpend(total + 1)).isFalse();
    }

    @Test
    void what_expires_is_spent_before_what_stays() { // D01
        account.add(100);
        add(100, "2026-01-08T00:00:00Z");

        account.spend(60);

        assertTotal(140);
        at("2026-01-08T00:00:00Z");
        assertTotal(100);
    }

    @Test
    void a_spend_over_three_grants_leaves_with_each_its_own_part() { // D02
        add(10, "2026-01-05T00:00:00Z");
        add(20, "2026-01-10T00:00:00Z");
        account.add(30);

        account.spend(45);

        assertTotal(15);
        at("2026-01-11T00:00:00Z");
        assertTotal(15);
    }

    @Test
    void a_spend_stays_on_its_grant_when_a_better_one_comes_later() { // D03
        account.add(100);
        account.spend(60);

        at("2026-01-02T00:00:00Z");
        add(100, "2026-01-09T00:00:00Z");

        assertTotal(140);
        at("2026-01-10T00:00:00Z");
        assertTotal(40);
    }

    @Test
    void two_grants_that_end_together_end_together() { // D04
        add(100, "2026-01-09T00:00:00Z");
        add(40, "2026-01-09T00:00:00Z");

        account.spend(120);

        assertTotal(20);
        at("2026-01-09T00:00:00Z");
        assertTotal(0);
    }

    @Test
    void a_spend_before_an_expiry_is_the_same_an_hour_and_a_day_after_it() { // D06
        at("2026-03-09T12:00:00Z");
        add(100, "2026-03-10T10:00:00Z");
        account.add(100);

        at("2026-03-10T09:30:00Z");
        account.spend(50);

        assertTotal(150);
        at("2026-03-10T11:00:00Z");
        assertTotal(100);
        at("2026-03-11T00:00:00Z");
        assertTotal(100);
    }

    @Test
    void spends_before_and_after_an_expiry_of_one_day_are_on_two_grants() { // D08
        at("2026-01-01T08:00:00Z");
        add(100, "2026-01-01T12:00:00Z");
        account.add(100);

        at("2026-01-01T09:00:00Z");
        account.spend(30);
        assertTotal(170);
        at("2026-01-01T13:00:00Z");
        account.spend(50);

        assertTotal(50);
        at("2026-01-02T13:00:00Z");
        assertTotal(50);
    }

    @Test
    void spends_before_and_after_a_grant_of_one_day_are_on_two_grants() { // D11
        account.add(100);
        at("2026-01-01T09:00:00Z");
        account.spend(10);

        at("2026-01-01T10:00:00Z");
        add(50, "2026-01-04T10:00:00Z");
        at("2026-01-01T11:00:00Z");
        account.spend(20);

        assertTotal(120);
        at("2026-01-04T10:00:00Z");
        assertTotal(90);
    }

    @Test
    void a_spend_after_an_expiry_falls_on_what_stayed() { // D22
        add(100, "2026-01-08T00:00:00Z");
        account.add(50);

        at("2026-01-09T00:00:00Z");
        account.spend(20);

        assertTotal(30);
    }

    @ParameterizedTest(name = "{0} microseconds after the start of the hour: {1}")
    @CsvSource({"-1, 0", "0, 10", "1, 10", "3599999999, 10", "3600000000, 0", "3600000001, 0"})
    void credits_count_from_their_start_and_no_longer_at_their_end(long micros, long counting) { // D19
        var start = ledger.inDays(1);
        account.add(AddRequest.of(10)
                .withTerms(GrantTerms.plain().startingAt(start).expiringAt(start.plus(Duration.ofHours(1)))));

        ledger.clock().set(start.plus(Duration.ofNanos(micros * 1_000)));

        assertTotal(counting);
        assertThat(account.canSpend(10)).isEqualTo(counting == 10);
        assertThat(account.trySpend(10) instanceof Spent).isEqualTo(counting == 10);
        assertTotal(0);
    }
}
