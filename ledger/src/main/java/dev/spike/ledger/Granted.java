package dev.spike.ledger;

/** The credits were added: the grant they make, and the receipt. */
public record Granted(GrantId grant, Receipt receipt) {}
