package dev.spike.billing.provider;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;

/**
 * What is paid for each period, and how long one is.
 *
 * @param reference our name for these terms; it comes back with every period that is billed by them
 * @param name as the invoice says it
 * @param price above zero
 */
public record SubscriptionTerms(String reference, String name, Money price, Interval interval) {}
