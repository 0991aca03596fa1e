package dev.spike.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an account's credit transactions, newest first.
 *
 * @param next ask for the page before this id; none when this is the last
 */
public record TransactionPage(
        List<CreditTransaction> transactions, @Nullable TransactionId next) {

    /** A page is held in memory whole. */
    public static final int SIZE_MAX = 1_000;

    public TransactionPage {
        transactions = List.copyOf(transactions);
    }
}
