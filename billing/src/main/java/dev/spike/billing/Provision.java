package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;

/**
 * One thing to be provided once.
 *
 * @param key the same for every attempt, and no other provision has it
 * @param providable with its quantity
 * @param orderId the order that bought it, or the key of the subscription that gives it, or {@code free}
 * @param at when it is provided
 */
public record Provision(String key, Billable billable, Providable providable, String orderId, Instant at) {}
