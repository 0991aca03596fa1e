package dev.spike.billing;

/**
 * A share of a provision to be gone: of all that was paid for the order, {@code returned} is no longer ours, by this and all
 * refunds and lost disputes before it. What is to be gone in total is that share of what was provided, rounded up. It can be
 * less than it was, when a refund failed or a dispute was won after all: then something is given back.
 *
 * @param key the same for every attempt, and no other has it
 * @param provision what was provided
 * @param returned at most {@code paid}; zero gives all back
 * @param paid above zero
 */
public record TakeBack(String key, Provision provision, Money returned, Money paid) {}
