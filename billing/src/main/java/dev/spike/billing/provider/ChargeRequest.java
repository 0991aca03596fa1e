package dev.spike.billing.provider;

import dev.spike.billing.Money;

/**
 * Money to be taken once with nobody there.
 *
 * @param money above zero
 * @param description as the invoice says it
 */
public record ChargeRequest(String key, String customerId, Money money, String description) {}
