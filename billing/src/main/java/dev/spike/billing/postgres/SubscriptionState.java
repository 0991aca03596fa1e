package dev.spike.billing.postgres;

import java.util.Locale;

/** Where a subscription stands, as its table says it. */
enum SubscriptionState {
    /** The provider was asked to begin it; nothing has begun. */
    ASKED,
    /** It never began. */
    REFUSED,
    TRIAL,
    ACTIVE,
    PAST_DUE,
    ENDED;

    static SubscriptionState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isLive() {
        return this == TRIAL || this == ACTIVE || this == PAST_DUE;
    }
}
