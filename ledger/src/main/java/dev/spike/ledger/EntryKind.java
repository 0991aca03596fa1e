package dev.spike.ledger;

import java.util.Locale;

/** What a credit transaction is to the engine. */
public enum EntryKind {
    /** Credits come: the row that a grant is. */
    GRANT,
    /** A spend, a capture or a removal drew on the grant. */
    BURN,
    /** What remained of the grant was ended by decision. */
    VOID,
    /** Free credits paid off what was owed: minus on the grant, plus on what is owed. */
    REPAYMENT,
    /** A spend was undone, or so much of a void as is captured of a hold that was there before. */
    REVERSAL,
    /** Overuse of an earlier period was taken from the new grant. */
    CARRY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static EntryKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
