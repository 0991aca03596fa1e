package dev.spike.billing.catalogue;

/** How texts from outside are shown: shortened, with what a terminal or a log could obey made visible. */
final class Shown {

    private static final int VALUE_MAX = 60;

    /** Paths are names of ours but for their last part, so they are given more room. */
    private static final int PATH_MAX = 160;

    private Shown() {}

    static String value(String text) {
        return shown(text, VALUE_MAX);
    }

    static String path(String text) {
        return shown(text, PATH_MAX);
    }

    private static String shown(String text, int charactersMax) {
        var shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < charactersMax) {
            int character = text.codePointAt(at);
            if (isHarmless(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append("\\u{%X}".formatted(character));
            }
            at += Character.charCount(character);
        }
        return at < text.length() ? shown + "..." : shown.toString();
    }

    /** Format characters turn the direction of writing, or cannot be seen. */
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
