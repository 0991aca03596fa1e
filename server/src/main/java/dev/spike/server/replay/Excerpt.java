package dev.spike.server.replay;

/** Text from outside as it may stand in a message: quoted, printable, and short. */
final class Excerpt {

    private static final int CHARACTERS_MAX = 40;

    private Excerpt() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .limit(CHARACTERS_MAX)
                .map(point -> isPrintable(point) ? point : '?')
                .forEach(quoted::appendCodePoint);
        if (text.codePointCount(0, text.length()) > CHARACTERS_MAX) {
            quoted.append("...");
        }
        return quoted.append('\'').toString();
    }

    /** Control characters move a terminal's cursor, and formats turn its text around. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
