package dev.spike.ledger;

/** The id of a grant, which is the id of its credit transaction. */
public record GrantId(long number) {}
