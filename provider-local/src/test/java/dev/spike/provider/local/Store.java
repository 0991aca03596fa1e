package dev.spike.provider.local;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Interval;
import dev.spike.billing.Order;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.CatalogueCredits;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.testkit.SettableClock;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A shop that sells packs and a plan through the local provider, all in one database, with a clock that is set. */
final class Store implements AutoCloseable {

    private static final String FOR_SALE = """
            spike.provider=local
            spike.group-credit-spend-daily=false
            spike.credit-types[0].id=credits
            spike.credit-types[0].negative.allowed=true
            spike.credit-types[1].id=sms
            spike.products[0].id=pack
            spike.products[0].price=10.00 USD
            spike.products[0].provides[0].credits=5000
            spike.products[0].provides[1].credits=50
            spike.products[0].provides[1].type=sms
            spike.subscriptions[0].id=standard
            spike.subscriptions[0].name=Standard
            spike.subscriptions[0].price-monthly=7.00 USD
            spike.subscriptions[0].provides-monthly[0].credits=700
            spike.subscriptions[1].id=free
            spike.subscriptions[1].name=Free
            spike.subscriptions[1].free=true
            spike.subscriptions[1].provides-monthly[0].credits=30
            spike.discounts[0].code=LAUNCH
            spike.discounts[0].percent=20
            """;

    private static final int ROUND = 100;

    final SettableClock clock = SettableClock.at("2026-04-01T00:00:00Z");
    final LocalProvider provider;
    final Billing billing;
    final Credits credits;
    private final TestDatabase database;
    private final HikariDataSource pool;
    private final List<BillingEvent> events = new CopyOnWriteArrayList<>();

    Store() {
        this(provider -> provider);
    }

    /** @param line what is between the shop and the provider */
    Store(UnaryOperator<PaymentProvider> line) {
        database = FastPostgres.database("store", Store::prepare);
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(1);
        pool = new HikariDataSource(config);
        provider = LocalUnderTest.make(pool, URI.create("http://127.0.0.1:1/"), clock);
        var catalogue = catalogue();
        credits = CatalogueCredits.on(pool, catalogue).clock(clock).build();
        billing = PostgresBilling.on(pool, credits)
                .catalogue(catalogue)
                .provider(line.apply(provider))
                .clock(clock)
                .listener(events::add)
                .build();
    }

    private static void prepare(DataSource dataSource) {
        LedgerSchema.migrate(
                dataSource, SettableClock.at("2026-04-01T00:00:00Z").instant());
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    }

    private static Catalogue catalogue() {
        var properties = new Properties();
        try {
            properties.load(new StringReader(FOR_SALE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(properties));
    }

    DataSource dataSource() {
        return pool;
    }

    List<BillingEvent> events() {
        return events;
    }

    /** The provider bills, its webhooks arrive, and all that is due is done. */
    void work() {
        while (provider.billDue(clock.instant(), ROUND) == ROUND) {
            // until nothing is due
        }
        deliver();
        billing.workInbox(clock.instant(), ROUND);
        billing.runDue(clock.instant(), ROUND);
    }

    /** The provider's webhooks arrive. */
    void deliver() {
        provider.deliverer()
                .deliverDue(
                        webhook -> {
                            billing.receive(webhook.raw());
                            return true;
                        },
                        clock.instant(),
                        ROUND);
    }

    static Pages pages(Billable billable) {
        var home = "https://app.test/users/" + billable.billableId();
        return new Pages(URI.create(home + "/thanks"), URI.create(home + "/cart"));
    }

    CheckoutResult.Page page(Buyer buyer) {
        if (buyer.checkout(pages(buyer.billable())) instanceof CheckoutResult.Page page) {
            return page;
        }
        throw new AssertionError("No page was opened.");
    }

    /** Buys a pack, and it is here. */
    Order.Paid buy(Billable billable) {
        var buyer = billing.of(billable);
        buyer.addToCart("pack", 1);
        var page = page(buyer);
        provider.bank().pay(page.page(), TestCard.GOOD);
        work();
        if (buyer.order(page.order().id()).orElseThrow() instanceof Order.Paid paid) {
            return paid;
        }
        throw new AssertionError("It was not paid.");
    }

    /** Subscribes by the month; the key of the subscription. */
    String subscribe(Billable billable) {
        var subscriber = billing.of(billable).subscriber();
        if (subscriber.subscribe("standard", Interval.MONTHLY, "LAUNCH", pages(billable))
                instanceof SubscribeResult.Page page) {
            provider.bank().pay(page.page(), TestCard.GOOD);
            work();
            return page.key();
        }
        throw new AssertionError("No page was opened.");
    }

    /** The first column of all rows. */
    List<String> column(String sql, String... parameters) {
        try (var connection = pool.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                var values = new ArrayList<String>();
                while (row.next()) {
                    values.add(row.getString(1));
                }
                return values;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("This could not be read: " + sql, e);
        }
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
