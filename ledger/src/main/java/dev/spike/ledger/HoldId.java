package dev.spike.ledger;

/** The id of a hold. */
public record HoldId(long number) {}
