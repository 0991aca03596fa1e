package dev.spike.portal;

import dev.spike.billing.Billing;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalPages;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import dev.spike.testkit.SettableClock;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.function.RouterFunction;

/**
 * A shop with a portal, a seller in the box and real HTTP. Who is looking, a cookie says: {@code visitor=user-1}. With {@code
 * user-1+team-2:seen} a team is seen too and nothing bought for it; {@code user-1!anna} is an operator.
 */
final class Shop implements AutoCloseable {

    static final String VISITOR = "visitor";
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final int WORK = 1_000;

    final SettableClock clock = SettableClock.at(Instant.parse("2026-06-15T09:30:00Z"));
    final Credits credits;
    final Billing billing;
    final LocalProvider provider;

    private final TestDatabase database;
    private final LocalPages pages = LocalPages.bind(0);
    private final ConfigurableApplicationContext web;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    static class Web {}

    private Shop(
            TestDatabase database,
            PortalTheme theme,
            Map<String, String> more,
            UnaryOperator<PaymentProvider> between) {
        this.database = database;
        var sold = properties();
        sold.putAll(more);
        provider = LocalProvider.on(database.dataSource())
                .clock(clock)
                .secret(LocalProvider.newSecret())
                .pagesAt(pages.address())
                .build();
        pages.serve(provider);
        billing = billing(sold, between.apply(provider));
        credits = billing.credits();
        var portal = Portal.of(credits, billing, Shop::visitor)
                .theme(theme)
                .clock(clock)
                .build();
        web = new SpringApplicationBuilder(Web.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties("server.port=0", "server.address=127.0.0.1", "logging.level.root=warn")
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("portal", RouterFunction.class, portal::routes))
                .run();
    }

    private Billing billing(Properties properties, PaymentProvider asked) {
        var catalogue =
                CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(properties));
        var engine = PostgresCredits.on(database.dataSource()).clock(clock);
        catalogue.creditTypes().forEach(type -> {
            engine.creditType(type.creditType(), type.burnDown());
            engine.negative(type.creditType().id(), type.negative());
        });
        return PostgresBilling.on(database.dataSource(), engine.build())
                .catalogue(catalogue)
                .provider(asked)
                .clock(clock)
                .build();
    }

    /** The same shop at a time when it sold something more. */
    Billing alsoSelling(Map<String, String> more) {
        var properties = properties();
        properties.putAll(more);
        return billing(properties, provider);
    }

    private static final class Shared {

        static final Shop SHOP = open(PortalTheme.plain().named("Example"));
    }

    /** One for all who leave its clock alone; open until the tests are over. */
    static Shop shared() {
        return Shared.SHOP;
    }

    static Shop open(PortalTheme theme) {
        return open(theme, Map.of(), UnaryOperator.identity());
    }

    /**
     * One of one's own, whose clock may be moved.
     *
     * @param more of the configuration
     * @param between stands between billing and the provider
     */
    static Shop open(PortalTheme theme, Map<String, String> more, UnaryOperator<PaymentProvider> between) {
        return new Shop(
                FastPostgres.database("portal", dataSource -> {
                    LedgerSchema.migrate(dataSource);
                    BillingSchema.migrate(dataSource);
                    LocalSchema.migrate(dataSource);
                }),
                theme,
                more,
                between);
    }

    private static Properties properties() {
        var properties = new Properties();
        try (InputStream file = Objects.requireNonNull(Shop.class.getResourceAsStream("/shop.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Somebody nobody has seen before. */
    static String newUser() {
        return "user-" + USERS.incrementAndGet();
    }

    static Billable billable(String id) {
        return Billable.of(id.startsWith("team") ? "team" : "user", id);
    }

    CreditAccount account(String user) {
        return credits.of(billable(user));
    }

    CreditAccount account(String user, String type) {
        return credits.of(billable(user), type);
    }

    /** A pack, paid with a good card; the id of the means of payment that is kept. */
    String bought(String user) {
        var buyer = billing.of(billable(user));
        buyer.addToCart("pack-10", 1);
        var page =
                (CheckoutResult.Page) buyer.checkout(new CheckoutRequest.Pages(address("/usage"), address("/usage")));
        provider.bank().pay(page.page(), TestCard.GOOD);
        work();
        return buyer.payer()
                .paymentMethods()
                .fold(
                        methods -> methods.get(0).id(),
                        refused -> {
                            throw new AssertionError(refused);
                        },
                        unknown -> {
                            throw new AssertionError(unknown);
                        });
    }

    String newestOrder(String user) {
        return billing.of(billable(user)).orders(null, 1).orders().get(0).id().text();
    }

    /** Changes behind everybody's back what no verb changes. */
    void tamper(String sql) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Where the portal is. */
    URI address(String path) {
        var port = Objects.requireNonNull(web.getEnvironment().getProperty("local.server.port"));
        return URI.create("http://127.0.0.1:" + port + "/billing" + path);
    }

    /** Hands over what the provider has to tell, and works it. */
    void work() {
        provider.deliverer()
                .deliverDue(
                        webhook -> billing.receive(webhook.raw())
                                .fold(stored -> true, duplicate -> true, rejected -> false),
                        clock.instant(),
                        WORK);
        billing.workInbox(clock.instant(), WORK);
        billing.runDue(clock.instant(), WORK);
    }

    /** Time passes, and what falls due in it is billed, told and worked. */
    void pass(Duration time) {
        clock.advance(time);
        provider.billDue(clock.instant(), WORK);
        work();
    }

    private static Optional<Visitor> visitor(HttpServletRequest request) {
        return Stream.of(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(VISITOR))
                .map(Cookie::getValue)
                .findFirst()
                .map(Shop::visitor);
    }

    static Visitor visitor(String written) {
        var parts = written.split("!", 2);
        var owners = Stream.of(parts[0].split("\\+", -1))
                .map(owner -> owner.split(":", 2))
                .map(owner -> owner.length == 1
                        ? Owner.of(billable(owner[0]), owner[0])
                        : Owner.of(billable(owner[0]), owner[0]).onlySeen())
                .toList();
        @Nullable String operator = parts.length == 1 ? null : parts[1];
        return new Visitor(owners.get(0).name(), owners, operator);
    }

    @Override
    public void close() {
        web.close();
        pages.close();
        database.close();
    }
}
