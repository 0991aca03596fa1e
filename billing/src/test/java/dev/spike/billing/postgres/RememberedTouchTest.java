package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingException;
import dev.spike.billing.Interval;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where balances are cached, reading one through billing is still a touch: that nobody needs one is remembered as a balance is. */
class RememberedTouchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Club club = new Club(free(10), plan("standard", 30));
    private final PostgresCredits ledger = PostgresCredits.on(club.shop.dataSource())
            .creditType(Shop.CREDITS)
            .creditType(Shop.SMS)
            .clock(club.shop::now)
            .cacheBalances(BalanceCache.of(100, SECOND))
            .build();
    private final Billing billing = PostgresBilling.on(club.shop.dataSource(), ledger)
            .catalogue(club.billing.catalogue())
            .provider(club.shop.provider)
            .kind(club.shop.seats)
            .clock(club.shop::now)
            .build();

    @AfterEach
    void close() {
        club.close();
    }

    private long available() {
        return billing.credits().of(club.owner).balance().available();
    }

    @Test
    void a_balance_that_is_remembered_of_the_ledger_does_not_hide_the_first_touch() {
        assertThat(ledger.of(club.owner).balance().available()).isZero();
        assertThat(ledger.of(club.owner).balance().available()).isZero();

        assertThat(available()).isEqualTo(10);
    }

    @Test
    void a_look_at_what_is_remembered_asks_the_database_nothing() throws SQLException {
        assertThat(available()).isEqualTo(10);
        assertThat(available()).isEqualTo(10);

        Sql.run(club.shop.dataSource(), "ALTER TABLE spike_subscribers RENAME TO spike_subscribers_hidden");
        Sql.run(club.shop.dataSource(), "ALTER TABLE spike_credit_accounts RENAME TO spike_credit_accounts_hidden");

        assertThat(available()).isEqualTo(10);
        assertThatExceptionOfType(BillingException.class)
                .as("a spend is a touch, always")
                .isThrownBy(() -> billing.credits().of(club.owner).trySpend(1));
        club.shop.later(SECOND);
        assertThatExceptionOfType(BillingException.class).isThrownBy(this::available);
        Sql.run(club.shop.dataSource(), "ALTER TABLE spike_subscribers_hidden RENAME TO spike_subscribers");
        Sql.run(club.shop.dataSource(), "ALTER TABLE spike_credit_accounts_hidden RENAME TO spike_credit_accounts");
    }

    @Test
    void a_free_month_that_begins_is_given_at_its_first_look_also_right_after_another() {
        var may = Instant.parse("2026-05-01T00:00:00Z");
        assertThat(available()).isEqualTo(10);
        ledger.of(club.owner).spend(4);
        club.shop.at(may.minusNanos(1_000));
        assertThat(available()).isEqualTo(6);

        club.shop.at(may);

        assertThat(available()).isEqualTo(10);
    }

    @Test
    void what_this_node_does_with_plans_is_in_the_next_balance() {
        assertThat(available()).isEqualTo(10);
        assertThat(available()).isEqualTo(10);

        done(billing.of(club.owner).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY));
        assertThat(available()).isEqualTo(30);
        assertThat(available()).isEqualTo(30);
        done(billing.of(club.owner).subscriber().cancelNow());
        assertThat(available()).isEqualTo(10);
    }

    @Test
    void wherever_the_line_is_cut_what_was_committed_is_not_remembered_away() {
        var unremembered = PostgresCredits.on(club.shop.dataSource())
                .creditType(Shop.CREDITS)
                .creditType(Shop.SMS)
                .clock(club.shop::now)
                .build();
        int number = 0;
        CutLine line;
        do {
            number++;
            var owner = Billable.of("user", "cut-" + number);
            assertThat(billing.credits().of(owner).balance().available()).isEqualTo(10);
            line = CutLine.at(club.shop.dataSource(), number);

            subscribe(owner, line);

            assertThat(ledger.of(owner).balance())
                    .as("after a cut at %d", number)
                    .isEqualTo(unremembered.of(owner).balance());
        } while (line.wasCut());
        assertThat(number).isGreaterThan(5);
    }

    private void subscribe(Billable owner, CutLine line) {
        var cut = PostgresBilling.on(line.dataSource(), ledger)
                .catalogue(club.billing.catalogue())
                .provider(club.shop.provider)
                .kind(club.shop.seats)
                .clock(club.shop::now)
                .build();
        try {
            cut.of(owner).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY);
        } catch (SpikeException e) {
            assertThat(line.wasCut()).isTrue();
        }
    }

    @Test
    void who_is_forgotten_and_comes_back_is_somebody_new_at_once() {
        assertThat(available()).isEqualTo(10);
        ledger.of(club.owner).spend(4);
        assertThat(available()).isEqualTo(6);

        billing.forget(club.owner);

        assertThat(available()).isEqualTo(10);
    }

    @Test
    void what_another_node_does_with_plans_is_seen_after_the_age_that_was_allowed() {
        assertThat(available()).isEqualTo(10);
        assertThat(available()).isEqualTo(10);
        done(club.billing.of(club.owner).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY));

        club.shop.later(SECOND.minusNanos(1_000));
        assertThat(available()).isEqualTo(10);
        club.shop.later(Duration.ofNanos(1_000));
        assertThat(available()).isEqualTo(30);
    }

    @Test
    void the_cache_of_the_engine_is_shown() {
        available();
        available();

        assertThat(billing.credits().balanceCache()).hasValueSatisfying(stats -> {
            assertThat(stats.limits()).isEqualTo(BalanceCache.of(100, SECOND));
            assertThat(stats.size()).isEqualTo(1);
        });
    }
}
