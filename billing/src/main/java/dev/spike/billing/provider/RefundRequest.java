package dev.spike.billing.provider;

import dev.spike.billing.Money;

/**
 * Money to be returned once.
 *
 * @param money above zero
 * @param reason for the books of the provider
 */
public record RefundRequest(String key, String paymentId, Money money, String reason) {}
