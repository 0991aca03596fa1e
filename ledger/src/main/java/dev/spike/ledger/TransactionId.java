package dev.spike.ledger;

/** The id of a credit transaction; rises with every row written to the same account. */
public record TransactionId(long number) {}
