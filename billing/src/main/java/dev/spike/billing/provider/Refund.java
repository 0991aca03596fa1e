package dev.spike.billing.provider;

import dev.spike.billing.Money;

/** Money that has been returned; {@code id} is the provider's, the same in the answer and in the event. */
public record Refund(String id, String paymentId, Money money) {}
