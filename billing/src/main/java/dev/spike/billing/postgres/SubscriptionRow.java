package dev.spike.billing.postgres;

import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.renewal.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is stored.
 *
 * @param provider none is comped
 * @param trialEndsAt as the provider was asked
 * @param pages where the customer is sent afterwards; none if no page was asked for
 */
record SubscriptionRow(
        Owner owner,
        String key,
        @Nullable String provider,
        @Nullable Instant trialEndsAt,
        @Nullable Pages pages,
        Told told) {

    /**
     * How it stands, as last told.
     *
     * @param version the highest told
     * @param period none until it has begun
     * @param endsAt none if it goes on
     */
    record Told(
            SubscriptionState state,
            long version,
            int switchNumber,
            @Nullable Span period,
            @Nullable Instant pastDueSince,
            @Nullable Instant endsAt) {

        static final Told ASKED = new Told(SubscriptionState.ASKED, 0, 0, null, null, null);

        Told in(SubscriptionState other) {
            return new Told(other, version, switchNumber, period, pastDueSince, endsAt);
        }

        Told during(int switchNumber, Span period) {
            return new Told(state, version, switchNumber, period, pastDueSince, endsAt);
        }

        Told endingAt(@Nullable Instant endsAt) {
            return new Told(state, version, switchNumber, period, pastDueSince, endsAt);
        }

        Told pastDueSince(@Nullable Instant since) {
            return new Told(state, version, switchNumber, period, since, endsAt);
        }
    }

    boolean isComped() {
        return provider == null;
    }

    SubscriptionRow with(Told other) {
        return new SubscriptionRow(owner, key, provider, trialEndsAt, pages, other);
    }
}
