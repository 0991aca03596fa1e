package dev.spike.server.market;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.ledger.Billable;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.TestCard;
import dev.spike.server.shop.LocalShop;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/** A node of a shop that sells two plans, with a pool of its own and a clock that is set. */
final class PlanShop implements AutoCloseable {

    static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    /** For so many at once that the one settling them finds one too. */
    private static final int CONNECTIONS = 20;

    private static final int MANY = 1_000;

    private final HikariDataSource pool;
    private final LocalShop shop;
    private volatile Instant now = APRIL;

    /** What one does to a subscription, or for all of them. */
    enum Move {
        WORK_INBOX,
        RUN_DUE,
        SWITCH_NOW,
        CANCEL_NOW,
        CANCEL_LATER,
        TOUCH
    }

    PlanShop(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        shop = LocalShop.open(pool, catalogue(), () -> now);
    }

    private static Catalogue catalogue() {
        var values = new LinkedHashMap<String, String>();
        values.put("provider", LocalProvider.NAME);
        values.put("credit-types[0].id", "credits");
        values.put("subscriptions[0].id", "standard");
        values.put("subscriptions[0].name", "Standard");
        values.put("subscriptions[0].price-monthly", "10.00 USD");
        values.put("subscriptions[0].provides-monthly[0].credits", "30");
        values.put("subscriptions[1].id", "pro");
        values.put("subscriptions[1].name", "Pro");
        values.put("subscriptions[1].price-monthly", "20.00 USD");
        values.put("subscriptions[1].provides-monthly[0].credits", "60");
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(values));
    }

    HikariDataSource pool() {
        return pool;
    }

    void at(Instant instant) {
        now = instant;
    }

    static Billable billable(String id) {
        return Billable.of("user", id);
    }

    private Subscriber subscriber(String id) {
        return shop.billing().of(billable(id)).subscriber();
    }

    /** Subscribes to the standard plan, and uses some of it. */
    void subscribe(String id) {
        var page = (SubscribeResult.Page) subscriber(id).subscribe("standard", Interval.MONTHLY, LocalShop.PAGES);
        shop.provider().bank().pay(page.page(), TestCard.GOOD);
        settle();
        shop.credits().of(billable(id)).spend(10);
    }

    /** The provider takes what is due, and tells of it; nothing is worked yet. */
    void bill() {
        shop.provider().billDue(now, MANY);
        while (shop.deliver() > 0) {
            // until all have arrived
        }
    }

    void make(Move move, String id) {
        switch (move) {
            case WORK_INBOX -> shop.billing().workInbox(now, MANY);
            case RUN_DUE -> shop.billing().runDue(now, MANY);
            case SWITCH_NOW -> subscriber(id).switchNow("pro", Interval.MONTHLY);
            case CANCEL_NOW -> subscriber(id).cancelNow();
            case CANCEL_LATER -> subscriber(id).cancelAtPeriodEnd();
            case TOUCH -> subscriber(id).welcome();
        }
    }

    /** All that is told arrives and is worked, and all that is due is done. */
    void settle() {
        int done = 1;
        while (done > 0) {
            bill();
            done = shop.work() + shop.billing().runDue(now, MANY);
        }
        if (!shop.billing().inbox(1).isEmpty() || !shop.billing().failedDue(1).isEmpty()) {
            throw new AssertionError(
                    "Not settled: " + shop.billing().inbox(10) + shop.billing().failedDue(10));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
