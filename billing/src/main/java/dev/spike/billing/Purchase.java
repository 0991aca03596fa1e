package dev.spike.billing;

import java.time.Instant;

/** A line of a paid order, by the name it was sold under. */
public record Purchase(OrderId order, String productId, String name, int quantity, Instant purchasedAt) {}
