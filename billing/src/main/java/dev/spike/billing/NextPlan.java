package dev.spike.billing;

import java.time.Instant;

/**
 * The plan that holds when the current period ends.
 *
 * @param from the end of the current period
 */
public record NextPlan(SubscribedPlan plan, Instant from) {}
