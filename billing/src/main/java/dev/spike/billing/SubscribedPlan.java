package dev.spike.billing;

/**
 * A plan as it was when it was subscribed to.
 *
 * @param id of the plan, also when it has left the catalogue since
 */
public record SubscribedPlan(String id, String name, Interval interval) {}
