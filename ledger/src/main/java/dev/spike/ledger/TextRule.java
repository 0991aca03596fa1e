package dev.spike.ledger;

/**
 * What texts from outside must be: present where needed, no longer than the limit, and storable as they are. A text that
 * PostgreSQL would refuse (NUL) or that UTF-8 cannot carry (a lone surrogate) is refused here, before anything moves.
 */
enum TextRule {
    BILLABLE_TYPE("billable type", 255, false),
    BILLABLE_ID("billable id", 255, false),
    /** Long enough for a digest and a row, short enough to be an index key of every receipt. */
    KEY("idempotency key", 200, false),
    NOTES("note", 1_000, true),
    REASON("reason", 500, true),
    ACTOR("actor", 255, false),
    SOURCE("order or subscription id", 255, false),
    METADATA_NAME("metadata name", 40, false),
    METADATA_VALUE("metadata value", 500, true);

    private final String what;
    private final int charactersMax;
    private final boolean manyLines;

    TextRule(String what, int charactersMax, boolean manyLines) {
        this.what = what;
        this.charactersMax = charactersMax;
        this.manyLines = manyLines;
    }

    String check(String text) {
        if (text.isBlank()) {
            throw refused(ErrorCode.TEXT_BLANK, "is blank; leave it out or give it at least one visible character");
        }
        return checkEvenIfBlank(text);
    }

    String checkEvenIfBlank(String text) {
        if (text.length() > charactersMax) {
            throw refused(
                    ErrorCode.TEXT_TOO_LONG,
                    "has " + text.length() + " characters; at most " + charactersMax + " are kept, so shorten it");
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isStorable(text, i, character)) {
                throw refused(
                        ErrorCode.TEXT_NOT_STORABLE,
                        "has the character U+%04X at position %d, which cannot be kept; remove it"
                                .formatted((int) character, i));
            }
        }
        return text;
    }

    private boolean isStorable(String text, int at, char character) {
        if (Character.isHighSurrogate(character)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        boolean lineOrTab = character == '\n' || character == '\r' || character == '\t';
        return lineOrTab ? manyLines : !Character.isISOControl(character);
    }

    private InvalidRequestException refused(ErrorCode code, String why) {
        return new InvalidRequestException(code, "The " + what + " " + why + ".");
    }
}
