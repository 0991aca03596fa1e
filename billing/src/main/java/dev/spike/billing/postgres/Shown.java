package dev.spike.billing.postgres;

import java.util.stream.Collectors;

/** How a text from outside is shown in a message or kept as a cause: short, and without characters that do harm. */
final class Shown {

    /** Enough to recognise it. */
    private static final int QUOTED_MAX = 60;

    /** A cause is read by people; a stack trace belongs into the log. */
    private static final int CAUSE_MAX = 1_000;

    private Shown() {}

    static String quoted(String text) {
        return "'" + shortened(text, QUOTED_MAX) + "'";
    }

    /** In one line. */
    static String cause(String text) {
        return shortened(text.lines().map(String::strip).collect(Collectors.joining(" ")), CAUSE_MAX);
    }

    static String cause(Throwable thrown) {
        return cause(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }

    private static String shortened(String text, int charactersMax) {
        var clean = text.codePoints()
                .limit(charactersMax)
                .map(character -> isHarmless(character) ? character : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() > charactersMax ? clean + "..." : clean;
    }

    private static boolean isHarmless(int character) {
        boolean loneSurrogate = Character.getType(character) == Character.SURROGATE;
        return !Character.isISOControl(character) && !loneSurrogate;
    }

    /** Whether it can be looked for in the database at all. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }
}
