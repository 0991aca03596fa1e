package dev.spike.ledger;

import java.util.Locale;

/** Where a hold is; all but the first are final. */
public enum HoldState {
    OPEN,
    CAPTURED,
    RELEASED,
    LAPSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static HoldState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
