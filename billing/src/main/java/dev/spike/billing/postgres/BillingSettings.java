package dev.spike.billing.postgres;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueResolver;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How billing was built.
 *
 * @param provider none where nothing has a price
 */
record BillingSettings(
        Credits credits,
        Catalogue catalogue,
        CatalogueResolver resolver,
        @Nullable PaymentProvider provider,
        Kinds kinds,
        InstantSource clock) {

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Catalogue catalogueFor(Billable billable) {
        return resolver.catalogueFor(billable, catalogue);
    }

    ZoneId zone() {
        return catalogue.settings().zone();
    }
}
