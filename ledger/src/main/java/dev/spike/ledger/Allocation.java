package dev.spike.ledger;

/**
 * How much of one request fell on one grant; recorded when decided, never recomputed.
 *
 * @param amount above zero, in smallest units
 */
public record Allocation(GrantId grant, long amount) {}
