package dev.spike.billing;

import dev.spike.billing.provider.Payment;
import dev.spike.ledger.Billable;

/**
 * Money that came for what had been paid already, as when two pages were both paid. Nothing was provided for it; it is to be
 * returned at the provider.
 *
 * @param source the id of the order, or the key of the subscription
 * @param payment without its invoice
 * @param returned of it so far
 */
public record ExtraPayment(Billable billable, String source, Payment payment, Money returned) {}
