package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/** What a grant was bought with, where it was: the order or the subscription it belongs to. */
public record Source(@Nullable String orderId, @Nullable String subscriptionId) {

    private static final Source NONE = new Source(null, null);

    public Source {
        if (orderId != null) {
            TextRule.SOURCE.check(orderId);
        }
        if (subscriptionId != null) {
            TextRule.SOURCE.check(subscriptionId);
        }
    }

    public static Source none() {
        return NONE;
    }

    public static Source order(String orderId) {
        return new Source(orderId, null);
    }

    public static Source subscription(String subscriptionId) {
        return new Source(null, subscriptionId);
    }
}
