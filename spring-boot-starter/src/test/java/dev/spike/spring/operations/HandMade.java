package dev.spike.spring.operations;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import dev.spike.provider.local.WebhookSink;
import dev.spike.testkit.SettableClock;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** An application that sells a pack and a plan with the provider in the box, by beans of its own; its clock is set. */
@Configuration(proxyBeanMethods = false)
public class HandMade {

    public static final Instant START = Instant.parse("2026-04-15T12:00:00Z");

    private static final String SECRET = "whsec_" + "c3Bpa2U".repeat(6);

    private static final Pages PAGES =
            new Pages(URI.create("https://shop.test/thanks"), URI.create("https://shop.test/cart"));

    private static final Map<String, String> CATALOGUE = Map.ofEntries(
            Map.entry("provider", "local"),
            Map.entry("credit-types[0].id", "credits"),
            Map.entry("credit-types[1].id", "sms"),
            Map.entry("products[0].id", "pack"),
            Map.entry("products[0].name", "Pack"),
            Map.entry("products[0].price", "10.00 USD"),
            Map.entry("products[0].provides[0].credits", "1000"),
            Map.entry("subscriptions[0].id", "standard"),
            Map.entry("subscriptions[0].name", "Standard"),
            Map.entry("subscriptions[0].price-monthly", "10.00 USD"),
            Map.entry("subscriptions[0].provides-monthly[0].credits", "100"));

    /** Tables and nobody in them. */
    public static TestDatabase database() {
        return FastPostgres.database("operations", dataSource -> {
            LedgerSchema.migrate(dataSource, START);
            BillingSchema.migrate(dataSource);
            LocalSchema.migrate(dataSource);
        });
    }

    /** Where an application finds it. */
    public static String[] on(TestDatabase database) {
        return new String[] {
            "test.url=" + database.url(), "test.user=" + database.user(), "test.password=" + database.password()
        };
    }

    static ApplicationContextRunner runner(TestDatabase database) {
        return new ApplicationContextRunner()
                .withUserConfiguration(HandMade.class)
                .withPropertyValues(on(database));
    }

    public static Billable anybody() {
        return Billable.of("user", UUID.randomUUID().toString());
    }

    /** Subscribes and pays at the page; nobody has told us yet. */
    static void subscribe(Billing billing, LocalProvider provider, Billable billable) {
        var result = billing.of(billable).subscriber().subscribe("standard", Interval.MONTHLY, PAGES);
        if (!(result instanceof SubscribeResult.Page page)) {
            throw new AssertionError("No page was opened: " + result);
        }
        provider.bank().pay(page.page(), TestCard.GOOD);
    }

    /** SQL as an administrator types it. */
    public static void run(DataSource dataSource, String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** A delivery that failed, an hour and a half ago. */
    static void failedDelivery(DataSource dataSource, String id) {
        run(
                dataSource,
                "INSERT INTO spike_inbox (provider, event_id, type, body, received_at, state, attempts,"
                        + " unsettled_since, cause, next_attempt_at) VALUES ('local', '" + id
                        + "', 'checkout.paid', '{}',"
                        + " '2026-04-15T10:30:00Z', 'failed', 3,"
                        + " '2026-04-15T10:30:00Z', 'No user 42',"
                        + " '2026-04-16T00:00:00Z')");
    }

    @Bean
    HikariDataSource dataSource(
            @Value("${test.url}") String url,
            @Value("${test.user}") String user,
            @Value("${test.password}") String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(-1); // it starts without its database
        return new HikariDataSource(config);
    }

    @Bean
    SettableClock clock() {
        return SettableClock.at(START);
    }

    @Bean
    Catalogue catalogue() {
        return CatalogueReader.of(List.of(), List.of("local")).read(CatalogueSource.of(CATALOGUE));
    }

    @Bean
    PostgresCredits engine(
            DataSource dataSource,
            Catalogue catalogue,
            InstantSource clock,
            ObjectProvider<BalanceListener> listeners) {
        var builder = PostgresCredits.on(dataSource).clock(clock);
        catalogue.ledgerTypes().forEach(builder::creditType);
        return builder.listener(
                        event -> listeners.orderedStream().forEach(listener -> listener.onBalanceUpdated(event)))
                .build();
    }

    @Bean
    LocalProvider provider(DataSource dataSource, InstantSource clock) {
        return LocalProvider.on(dataSource)
                .clock(clock)
                .secret(SECRET)
                .pagesAt(URI.create("http://127.0.0.1/"))
                .build();
    }

    @Bean
    LocalDeliverer deliverer(LocalProvider provider) {
        return provider.deliverer();
    }

    @Bean
    WebhookSink sink(Billing billing) {
        return webhook -> billing.receive(webhook.raw()).fold(stored -> true, duplicate -> true, rejected -> false);
    }

    @Bean
    Billing billing(
            DataSource dataSource,
            PostgresCredits engine,
            Catalogue catalogue,
            LocalProvider provider,
            InstantSource clock) {
        return PostgresBilling.on(dataSource, engine)
                .catalogue(catalogue)
                .provider(provider)
                .clock(clock)
                .build();
    }

    @Bean
    @Primary
    Credits credits(Billing billing) {
        return billing.credits();
    }
}
