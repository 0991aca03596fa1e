package com.example.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.CatalogueCredits;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.HttpSink;
import dev.spike.provider.local.LocalPages;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Sells a pack of credits for a test card, and spends some of them. */
public final class Shop {

    private static final String FOR_SALE = """
            spike.provider=local
            spike.products[0].id=pack-10
            spike.products[0].price=10.00 USD
            spike.products[0].provides[0].credits=5000
            """;

    private static final int WEBHOOK_BYTES_MAX = 1_000_001; // one more than is accepted

    private final InstantSource clock = InstantSource.system();
    private final PostgresCredits credits;
    private final LocalProvider provider;
    private final Billing billing;

    private Shop(DataSource dataSource, URI pages) throws IOException {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
        Properties properties = new Properties();
        properties.load(new StringReader(FOR_SALE));
        Catalogue catalogue =
                CatalogueReader.of(List.of(), List.of(LocalProvider.NAME)).read(CatalogueSource.of(properties));
        credits = CatalogueCredits.on(dataSource, catalogue).build();
        provider = LocalProvider.on(dataSource)
                .secret(LocalProvider.newSecret()) // a shop of several nodes or days keeps one
                .pagesAt(pages)
                .build();
        billing = PostgresBilling.on(dataSource, credits)
                .catalogue(catalogue)
                .provider(provider)
                .build();
    }

    /** What is left after a customer has bought 5000 credits and spent 10. The data source is a pool. */
    public static long run(DataSource dataSource) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (LocalPages pages = LocalPages.bind(0)) {
            Shop shop = new Shop(dataSource, pages.address());
            pages.serve(shop.provider);
            server.createContext("/webhooks", shop::webhook);
            server.start();
            return shop.sell(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks"));
        } finally {
            server.stop(0);
        }
    }

    private long sell(URI webhooks) {
        Billable user = Billable.of("user", "42");
        Buyer buyer = billing.of(user);
        buyer.addToCart("pack-10", 1);
        CheckoutResult result = buyer.checkout(
                new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/cart")));
        if (result instanceof CheckoutResult.Page page) {
            provider.bank().pay(page.page(), TestCard.GOOD); // what the customer does there
        }
        work(webhooks);
        billing.credits().of(user).spend(10);
        return billing.credits().of(user).balance().available();
    }

    /** A request becomes a webhook as it came: the bytes of its body, and its headers. */
    private void webhook(HttpExchange request) throws IOException {
        try (request) {
            byte[] body = request.getRequestBody().readNBytes(WEBHOOK_BYTES_MAX);
            RawWebhook webhook = new RawWebhook(body, request.getRequestHeaders());
            int status = billing.receive(webhook).fold(stored -> 200, duplicate -> 200, rejected -> 400);
            request.sendResponseHeaders(status, -1);
        }
    }

    /** What a scheduler calls now and then, such as every ten seconds, on any number of nodes. */
    private void work(URI webhooks) {
        provider.billDue(clock.instant(), 100); // only the local provider needs
        provider.deliverer().deliverDue(HttpSink.to(webhooks), clock.instant(), 100); // these two
        billing.workInbox(clock.instant(), 100);
        billing.retryProviding(clock.instant(), 100);
        billing.runDue(clock.instant(), 100);
        billing.reconcile(clock.instant(), 100);
        billing.catchUp(100);
        billing.forgetBodies(clock.instant());
        credits.maintain(); // daily is enough, by a role that owns the tables
    }
}
