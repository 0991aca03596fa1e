package dev.spike.billing.provider;

import dev.spike.billing.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that has been taken.
 *
 * @param id the provider's; refunds and disputes name it
 * @param invoiceId the provider's, where it made one
 */
public record Payment(
        String id, Money money, Instant paidAt, @Nullable String invoiceId) {}
