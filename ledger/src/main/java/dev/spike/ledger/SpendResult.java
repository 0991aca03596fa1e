package dev.spike.ledger;

import java.util.function.Function;

/** The answer to a spend: {@link Spent} or {@link Declined}. Neither harms the caller's database transaction. */
public sealed interface SpendResult permits Spent, Declined {

    Receipt receipt();

    /** Answers with the function that fits; a new kind of answer would not compile without its function. */
    <T> T fold(Function<Spent, T> whenSpent, Function<Declined, T> whenDeclined);
}
