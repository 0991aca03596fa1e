package dev.spike.ledger;

/** The number of an account: one billable's credits of one type. Says nothing about who owns it, so it may be logged. */
public record AccountId(long number) {}
