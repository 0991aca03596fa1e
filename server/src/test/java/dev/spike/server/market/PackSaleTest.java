package dev.spike.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.provider.local.TestCard;
import dev.spike.server.replay.Replay;
import dev.spike.server.shop.LocalShop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackSaleTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final TestDatabase database = FastPostgres.database("shop", Shops::migrate);
    private final HikariDataSource pool = Shops.pool(database);

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private SaleReport sell(String... customers) throws InterruptedException {
        var sale = new PackSale(pool, Market.catalogue(), 2);
        sale.sellTo(List.of(customers), START);
        return sale.report();
    }

    @Test
    void everybody_buys_one_pack_and_the_busiest_tenth_a_large_one() throws InterruptedException {
        var report = sell("ann", "bob", "eve");

        assertThat(report.customers()).isEqualTo(3);
        assertThat(report.orders()).isEqualTo(3);
        assertThat(report.taken()).containsExactly(Money.parse("55.00 USD"));
        assertThat(report.agrees()).isTrue();
        assertThat(report.bought()).isEqualByComparingTo("600");
        assertThat(report.boughtBefore()).isZero();
    }

    @Test
    void who_has_bought_buys_no_more() throws InterruptedException {
        sell("ann", "bob");

        var report = sell("bob", "ann", "eve");

        assertThat(report.boughtBefore()).isEqualTo(2);
        assertThat(report.orders()).isEqualTo(3);
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void who_had_paid_when_a_sale_was_stopped_does_not_pay_again() throws InterruptedException {
        var shop = LocalShop.open(pool, Market.catalogue(), InstantSource.fixed(START));
        var ann = shop.billing().of(Billable.of(Replay.BILLABLE_TYPE, "ann"));
        ann.putInCart("credits-50", 1);
        var page = (CheckoutResult.Page) ann.checkout(LocalShop.PAGES);
        shop.provider().bank().pay(page.page(), TestCard.GOOD);

        var report = sell("ann", "bob");

        assertThat(report.boughtBefore()).isOne();
        assertThat(report.orders()).isEqualTo(2);
        assertThat(report.taken()).containsExactly(Money.parse("10.00 USD"));
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void who_had_not_paid_when_a_sale_was_stopped_pays_at_the_same_page() throws InterruptedException {
        var shop = LocalShop.open(pool, Market.catalogue(), InstantSource.fixed(START));
        var ann = shop.billing().of(Billable.of(Replay.BILLABLE_TYPE, "ann"));
        ann.putInCart("credits-500", 1);
        ann.checkout(LocalShop.PAGES);

        var report = sell("ann");

        assertThat(report.orders()).isOne();
        assertThat(report.taken()).containsExactly(Money.parse("45.00 USD"));
    }
}
