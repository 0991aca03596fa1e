package dev.spike.ledger;

import java.util.Locale;

/** What a credit transaction is to people. */
public enum TransactionType {
    SUBSCRIPTION,
    PRODUCT,
    ADJUSTMENT,
    USAGE;

    /** The word as stored and shown, such as {@code usage}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TransactionType ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
