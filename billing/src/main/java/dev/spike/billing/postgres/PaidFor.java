package dev.spike.billing.postgres;

/**
 * What a payment was for.
 *
 * @param source the order, or the key of the subscription
 */
record PaidFor(String provider, Owner owner, String source) {}
