package dev.spike.billing.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be begun once.
 *
 * @param key names the subscription from then on
 * @param trialEndsAt the first payment is taken then; none takes it at once
 * @param discount of the first periods; none is none
 */
public record SubscriptionRequest(
        String key,
        String customerId,
        SubscriptionTerms terms,
        @Nullable Instant trialEndsAt,
        @Nullable RecurringDiscount discount) {}
