package dev.spike.billing.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.Discount;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.Product;
import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Payment;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A shop on a database of its own, with a provider in memory and a clock that is set. */
final class Shop implements AutoCloseable {

    static final Instant START = Instant.parse("2026-04-15T12:00:00Z");

    static final CreditType CREDITS = CreditType.of("credits");
    static final CreditType SMS = CreditType.of("sms");
    static final CreditType EMAIL = CreditType.of("email");

    static final Pages PAGES = new Pages(URI.create("https://shop.test/thanks"), URI.create("https://shop.test/cart"));

    private static final int CONNECTIONS_MAX = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final TestDatabase database;
    private final HikariDataSource pool;
    private final List<BillingEvent> events = new CopyOnWriteArrayList<>();
    private volatile Instant now = START;
    private Map<String, ProvidableKind> kinds;
    final FakeProvider provider = new FakeProvider();
    final Seats seats = new Seats();
    final Credits credits;

    Shop() {
        database = FastPostgres.database("shop", Shop::prepare);
        kinds = Map.of(seats.word(), seats);
        pool = pool();
        credits = credits(pool);
    }

    private static void prepare(DataSource dataSource) {
        LedgerSchema.migrate(dataSource, START);
        BillingSchema.migrate(dataSource);
        try {
            Sql.run(dataSource, Seats.TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException("The table of the seats was not made.", e);
        }
    }

    private HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    private Credits credits(DataSource dataSource) {
        return PostgresCredits.on(dataSource)
                .creditType(CREDITS)
                .creditType(SMS)
                .creditType(EMAIL)
                .clock(() -> now)
                .build();
    }

    DataSource dataSource() {
        return pool;
    }

    List<BillingEvent> events() {
        return events;
    }

    void at(Instant instant) {
        now = instant;
    }

    void later(Duration duration) {
        now = now.plus(duration);
    }

    Instant now() {
        return now;
    }

    static Product product(String id, String prices, Providable... provides) {
        return new Product(
                id,
                "The " + id,
                "",
                List.of(),
                Arrays.stream(prices.split(", ")).map(Money::parse).toList(),
                List.of(provides),
                false);
    }

    static CreditAmount credits(long amount) {
        return CreditAmount.of(amount, CREDITS);
    }

    static CreditAmount sms(long amount) {
        return CreditAmount.of(amount, SMS);
    }

    static CreditAmount email(long amount) {
        return CreditAmount.of(amount, EMAIL);
    }

    static Catalogue catalogue(Product... products) {
        var standard = CatalogueSettings.STANDARD;
        var settings = new CatalogueSettings(
                standard.path(),
                FakeProvider.NAME,
                ZoneId.of("Europe/Vilnius"),
                standard.credits(),
                standard.subscriptions(),
                standard.payments());
        return new Catalogue(
                List.of(CreditTypeTerms.of(CREDITS), CreditTypeTerms.of(SMS), CreditTypeTerms.of(EMAIL)),
                List.of(products),
                List.of(),
                List.of(
                        new Discount("LAUNCH", new Reduction.Percent(20), Repetition.once()),
                        new Discount("TWICE", new Reduction.Percent(10), Repetition.times(2)),
                        new Discount("ALWAYS", new Reduction.Percent(50), Repetition.forever()),
                        new Discount("GIFT", new Reduction.Percent(100), Repetition.once()),
                        new Discount("FIVE", new Reduction.Fixed(Money.parse("5.00 USD")), Repetition.forever())),
                List.of(),
                settings);
    }

    static Catalogue standard() {
        return catalogue(
                product("pack-5", "5.00 USD", credits(500), sms(100)),
                product("pack-10", "10.00 USD, 9.00 EUR", credits(1000), sms(200)),
                product("monthly", "3.00 USD", credits(100).expiringAfter(Lifetime.parse("P1M")), credits(500)),
                product("team", "20.00 USD", credits(50), new Seats.Seat(3), sms(7)),
                product("euro", "7.00 EUR", credits(70)),
                product("gift", "0.00 USD", credits(10)));
    }

    /** With a code of ten percent more. */
    static Catalogue withTen(Catalogue catalogue) {
        var discounts = new ArrayList<>(catalogue.discounts());
        discounts.add(new Discount("TEN", new Reduction.Percent(10), Repetition.forever()));
        return new Catalogue(
                catalogue.creditTypes(),
                catalogue.products(),
                catalogue.plans(),
                discounts,
                catalogue.cancellationOffers(),
                catalogue.settings());
    }

    Billing billing() {
        return billing(standard());
    }

    Billing billing(Catalogue catalogue) {
        return billing(catalogue, pool, credits);
    }

    /** On a way of its own to the same database. */
    Billing billingOn(DataSource dataSource) {
        return billing(standard(), dataSource, credits);
    }

    private Billing billing(Catalogue catalogue, DataSource dataSource, Credits credits) {
        return PostgresBilling.on(dataSource, credits)
                .catalogue(catalogue)
                .provider(provider)
                .kind(seats)
                .clock(() -> now)
                .listener(events::add)
                .build();
    }

    /** A second node: an engine and a pool of its own on the same database. */
    Node another() {
        var other = pool();
        return new Node(billing(standard(), other, credits(other)), new Inside(other, credits(other)), other);
    }

    /** @param pool to be closed with it */
    record Node(Billing billing, Inside inside, HikariDataSource pool) implements AutoCloseable {

        @Override
        public void close() {
            pool.close();
        }
    }

    static Billable anybody() {
        return Billable.of("user", UUID.randomUUID().toString());
    }

    /** As if the application had been built without its own kinds. */
    void forgetKinds() {
        kinds = Map.of();
    }

    Inside inside() {
        return new Inside(pool, credits);
    }

    /** What the inbox will do: it hears of payments and of expired pages. */
    final class Inside {

        private final BillingDatabase database;
        private final Paying paying;
        private final Cancelling cancelling = new Cancelling();

        private Inside(DataSource dataSource, Credits credits) {
            database = new BillingDatabase(dataSource, new Publisher(List.of(events::add)));
            paying = new Paying(new Providing(new BillingSettings(
                    credits,
                    standard(),
                    (billable, configured) -> configured,
                    provider,
                    new Kinds(credits.creditTypes(), kinds),
                    () -> now)));
        }

        Paying.Noted paid(OrderId order, Payment payment) {
            return database.inTransaction(
                    (connection, untold) -> paying.paid(connection, untold, order.text(), payment, now));
        }

        void noteProvided(DueProvision due) {
            database.inTransaction((connection, untold) -> {
                new ProvideHistoryStore().provided(connection, due, null, now);
                return due;
            });
        }

        void expired(OrderId order) {
            database.inTransaction((connection, untold) -> {
                cancelling.expired(connection, order.text(), now);
                return order;
            });
        }
    }

    /** Opens the page of the cart. */
    static CheckoutResult.Page page(Buyer buyer) {
        var result = buyer.checkout(PAGES);
        if (result instanceof CheckoutResult.Page page) {
            return page;
        }
        throw new AssertionError("No page was opened: " + result);
    }

    /** Buys what is in the cart. */
    Order.Paid bought(Buyer buyer) {
        var order = page(buyer).order();
        var noted = inside().paid(order.id(), provider.pay(order.id().text()));
        if (noted instanceof Paying.Noted.Now paid) {
            return paid.paid();
        }
        throw new AssertionError("It was not paid: " + noted);
    }

    long balance(Billable billable, CreditType type) {
        return credits.of(billable, type.id()).balance().available();
    }

    void run(String sql) {
        try {
            Sql.run(pool, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    String value(String sql) {
        try {
            return Sql.value(pool, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Until so many transactions wait for others; fails when they do not. */
    void awaitWaiting(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Long.parseLong(value(WAITING)) < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Fewer than " + count + " wait for others after " + PATIENCE + ".");
            }
            Thread.onSpinWait();
        }
    }

    /** The books agree, always at the end. */
    @Override
    public void close() {
        var findings = new LedgerVerifier(pool).verify().findings();
        BacklogTest.agreesWithTheLists(billing(), now);
        pool.close();
        database.close();
        if (!findings.isEmpty()) {
            throw new AssertionError("The ledger contradicts itself: " + findings);
        }
    }
}
