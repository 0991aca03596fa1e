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

    static void checkSize(int size) {
        if (size < 1 || size > SIZE_MAX) {
            throw new InvalidRequestException(
                    ErrorCode.PAGE_SIZE_OUT_OF_RANGE,
                    "A page of " + size + " rows was asked for; 1 to " + SIZE_MAX + " are possible.");
        }
    }
}
