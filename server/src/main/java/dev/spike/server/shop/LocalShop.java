package dev.spike.server.shop;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A shop that sells a catalogue through the provider in the box, on one database. Customers pay at the bank's desk in code, so
 * the pages have addresses and nobody serves them. Thread-safe.
 */
public record LocalShop(Credits credits, Billing billing, LocalProvider provider, InstantSource clock) {

    /** Where customers return to; nobody does. */
    public static final Pages PAGES =
            new Pages(URI.create("https://shop.example/thanks"), URI.create("https://shop.example/cart"));

    private static final URI PROVIDER_PAGES = URI.create("http://127.0.0.1/");

    /** More at once would sign the last of them long before it is sent. */
    private static final int DELIVERIES = 100;

    private static final int WORK_MAX = 1_000;

    /** The tables of ledger and billing are there; those of the provider are made where they are missing. */
    public static LocalShop open(DataSource dataSource, Catalogue catalogue, InstantSource clock) {
        LocalSchema.migrate(dataSource);
        var credits = PostgresCredits.on(dataSource).clock(clock);
        catalogue.creditTypes().forEach(type -> {
            credits.creditType(type.creditType(), type.burnDown());
            credits.negative(type.creditType().id(), type.negative());
        });
        var provider = LocalProvider.on(dataSource)
                .clock(clock)
                .secret(LocalProvider.newSecret()) // each attempt is signed anew, so a new one does
                .pagesAt(PROVIDER_PAGES)
                .build();
        var engine = credits.build();
        var billing = PostgresBilling.on(dataSource, engine)
                .catalogue(catalogue)
                .provider(provider)
                .clock(clock)
                .build();
        return new LocalShop(engine, billing, provider, clock);
    }

    /** Hands over webhooks that are due; how many. */
    public int deliver() {
        return deliver(provider.deliverer(), repeated -> {});
    }

    /** The same with mischief; whoever asks is told of each that had arrived before. */
    public int deliver(LocalDeliverer deliverer, Consumer<String> repeated) {
        return deliverer.deliverDue(
                webhook -> billing.receive(webhook.raw())
                        .fold(
                                stored -> true,
                                duplicate -> {
                                    repeated.accept(duplicate.eventId());
                                    return true;
                                },
                                rejected -> false),
                clock.instant(),
                DELIVERIES);
    }

    /** Does what is due with plans. */
    public int runDue() {
        return billing.runDue(clock.instant(), WORK_MAX);
    }

    /** Works all that is due: inbox, provisions, what was to be taken back. */
    public int work() {
        var now = clock.instant();
        return billing.workInbox(now, WORK_MAX) + billing.retryProviding(now, WORK_MAX);
    }
}
