package dev.spike.ledger;

import java.util.List;
import java.util.function.Function;

/** The answer to a spend of several accounts: {@link AllSpent} or {@link NoneSpent}. Neither harms the caller's database transaction. */
public sealed interface SpendAllResult permits AllSpent, NoneSpent {

    /** One for each account, in the order of the request, all under one key and decided at one instant. */
    List<Receipt> receipts();

    /** Answers with the function that fits; a new kind of answer would not compile without its function. */
    <T> T fold(Function<AllSpent, T> whenSpent, Function<NoneSpent, T> whenNot);
}
