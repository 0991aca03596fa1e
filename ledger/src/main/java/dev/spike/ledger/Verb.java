package dev.spike.ledger;

import java.util.Locale;

/** What a request asked the ledger to do. */
public enum Verb {
    ADD,
    REMOVE,
    SPEND,
    SPEND_ALL,
    HOLD,
    CAPTURE,
    RELEASE,
    EXTEND,
    VOID,
    REVERSE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Verb ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
