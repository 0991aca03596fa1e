package dev.spike.billing.postgres;

import dev.spike.billing.OrderId;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import java.time.Instant;

/** What a provider was asked to open a page for, besides the order itself. */
record CheckoutRow(OrderId order, Owner owner, String provider, Pages pages, Instant expiresAt) {

    /** The key under which the provider knows it. */
    String key() {
        return order.text();
    }
}
