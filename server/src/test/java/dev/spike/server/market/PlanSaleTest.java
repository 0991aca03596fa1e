package dev.spike.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.provider.local.TestCard;
import dev.spike.server.replay.Replay;
import dev.spike.server.shop.LocalShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanSaleTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private static final String LATE_PAYER = "customer-4";
    private static final String SWITCHER = "customer-14";
    private static final String YEARLY = "customer-24";
    private static final String PLAIN = "customer-34";

    private final TestDatabase database = FastPostgres.database("shop", Shops::migrate);
    private final HikariDataSource pool = Shops.pool(database);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private PlanReport sell(int customers, Instant at) throws InterruptedException {
        var sale = new PlanSale(pool, Market.catalogue(), 2);
        sale.sellTo(
                IntStream.range(0, customers)
                        .mapToObj(rank -> "customer-" + rank)
                        .toList(),
                at);
        return sale.report();
    }

    private LocalShop shop(Instant at) {
        return LocalShop.open(pool, Market.catalogue(), InstantSource.fixed(at));
    }

    private BigDecimal credits(String customer) {
        var account = shop(START).credits().of(Billable.of(Replay.BILLABLE_TYPE, customer));
        return account.creditType().credits(account.balance().available());
    }

    @Test
    void every_tenth_subscribes_one_switches_and_one_pays_late() throws InterruptedException {
        var report = sell(35, START);

        assertThat(report).isEqualTo(new PlanReport(4, 0, 1, 1, 8, 3));
        assertThat(new PackSale(pool, Market.catalogue(), 1).report().agrees()).isTrue();
        assertThat(new LedgerVerifier(pool).verify().findings()).isEmpty();
        var billing = shop(START).billing();
        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.failedDue(10)).isEmpty();
        assertThat(billing.waitingDue(START).count()).isZero();
    }

    @Test
    void all_have_the_credits_of_the_month_and_what_was_carried_over() throws InterruptedException {
        sell(35, START);

        assertThat(credits(PLAIN)).isEqualByComparingTo("350");
        assertThat(credits(YEARLY)).isEqualByComparingTo("350");
        assertThat(credits(LATE_PAYER)).isEqualByComparingTo("250");
        assertThat(credits(SWITCHER)).isGreaterThan(new BigDecimal("1800"));
        assertThat(credits("customer-5")).isZero();
    }

    @Test
    void who_subscribes_already_pays_no_more() throws InterruptedException {
        sell(35, START);

        assertThat(sell(35, START)).isEqualTo(new PlanReport(4, 4, 1, 1, 8, 3));
    }

    @Test
    void goes_on_where_a_sale_was_stopped() throws InterruptedException {
        var shop = shop(START.minus(Duration.ofDays(45)));
        var subscriber =
                shop.billing().of(Billable.of(Replay.BILLABLE_TYPE, SWITCHER)).subscriber();
        var page = (SubscribeResult.Page) subscriber.subscribe("standard", Interval.MONTHLY, LocalShop.PAGES);
        shop.provider().bank().pay(page.page(), TestCard.GOOD);

        assertThat(sell(35, START)).isEqualTo(new PlanReport(4, 0, 1, 1, 8, 3));
    }

    @Test
    void bills_the_months_between_when_it_is_run_again_for_a_later_trace() throws InterruptedException {
        sell(35, START);

        var later = sell(35, START.plus(Duration.ofDays(90)));

        assertThat(later.members()).isEqualTo(4);
        assertThat(later.periods()).isGreaterThanOrEqualTo(8 + 3 * 2);
        assertThat(new PackSale(pool, Market.catalogue(), 1).report().agrees()).isTrue();
        assertThat(new LedgerVerifier(pool).verify().findings()).isEmpty();
    }

    @Test
    void who_has_spent_since_does_not_subscribe_in_the_past() throws InterruptedException {
        var customers =
                IntStream.range(0, 35).mapToObj(rank -> "customer-" + rank).toList();
        new PackSale(pool, Market.catalogue(), 2).sellTo(customers, START);

        assertThat(sell(35, START.plusSeconds(60))).isEqualTo(new PlanReport(0, 0, 0, 0, 0, 0));

        assertThat(shop(START).billing().inbox(10)).isEmpty();
    }

    @Test
    void nobody_subscribes_where_there_are_few() throws InterruptedException {
        assertThat(sell(2, START)).isEqualTo(new PlanReport(0, 0, 0, 0, 0, 0));
    }
}
