package dev.spike.billing;

import java.util.Locale;

/** Where a delivery of the inbox stands. */
public enum DeliveryState {
    /** Not looked at yet. */
    NEW,
    /** It took effect, or had before. */
    DONE,
    /** It does not concern us, or is of a kind that is not known. */
    IGNORED,
    /** It is about something that is not known yet, and is tried again. */
    WAITING,
    /** Something went wrong, and it is tried again. */
    FAILED;

    /** The word as stored and shown, such as {@code waiting}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DeliveryState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
