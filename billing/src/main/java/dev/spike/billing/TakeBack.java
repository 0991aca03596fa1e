package dev.spike.billing;

/**
 * A share of a provision to be taken back: of all that was paid for the order, {@code returned} has been returned in total, by
 * this and all refunds before it. What is to be gone in total is that share of what was provided, rounded up.
 *
 * @param key the same for every attempt, and no other has it
 * @param provision what was provided
 * @param returned above zero; at most {@code paid}
 * @param paid above zero
 */
public record TakeBack(String key, Provision provision, Money returned, Money paid) {}
