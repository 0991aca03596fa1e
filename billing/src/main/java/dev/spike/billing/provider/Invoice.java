package dev.spike.billing.provider;

import dev.spike.billing.Money;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bill of the provider.
 *
 * @param number as people quote it
 * @param document where it can be read or printed, where the provider has such a page
 */
public record Invoice(
        String id,
        String number,
        Money total,
        Status status,
        Instant date,
        @Nullable URI document) {

    /** Where it stands. */
    public enum Status {
        OPEN,
        PAID,
        REFUNDED,
        VOID
    }
}
