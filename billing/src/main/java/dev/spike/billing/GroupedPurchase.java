package dev.spike.billing;

import java.time.Instant;

/**
 * All that was bought of a product.
 *
 * @param name as it was called when last bought
 */
public record GroupedPurchase(
        String productId, String name, long quantity, Instant firstPurchasedAt, Instant lastPurchasedAt) {}
