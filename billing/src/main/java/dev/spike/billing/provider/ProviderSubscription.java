package dev.spike.billing.provider;

import dev.spike.billing.renewal.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the provider has it.
 *
 * @param key ours
 * @param version higher after every change, so that the later of two tellings is known
 * @param terms of the current period
 * @param period the current one, or the last
 * @param endsAt when it ends or ended; none if it goes on
 */
public record ProviderSubscription(
        String key,
        long version,
        State state,
        SubscriptionTerms terms,
        Span period,
        @Nullable Instant endsAt) {

    /** Where it stands. */
    public enum State {
        /** Nothing is paid yet. */
        TRIAL,
        /** The current period is paid. */
        ACTIVE,
        /** The current period is not paid, and will be tried again. */
        PAST_DUE,
        /** It is over. */
        ENDED
    }
}
