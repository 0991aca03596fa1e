package dev.spike.ledger;

/** The credits were removed: the receipt says from which grants. */
public record Removed(Receipt receipt) {}
