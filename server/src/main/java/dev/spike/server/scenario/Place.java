package dev.spike.server.scenario;

import java.nio.file.Path;

/** Where in which file a part of a document stands, such as {@code cases[3].grants[0].amount}. */
record Place(Path file, String path) {

    private static final int CHARACTERS_MAX = 60;

    static Place top(Path file) {
        return new Place(file, "");
    }

    Place member(String name) {
        return new Place(file, path.isEmpty() ? shown(name) : path + "." + shown(name));
    }

    Place element(int index) {
        return new Place(file, path + "[" + index + "]");
    }

    ScenarioException refused(String why) {
        var where = path.isEmpty() ? "" : " at " + path;
        return new ScenarioException("The scenario file %s is not in the format%s: %s.".formatted(file, where, why));
    }

    /** Text from outside as it may stand in a message: printable, and short. */
    static String shown(String text) {
        return text.codePointCount(0, text.length()) > CHARACTERS_MAX
                ? printable(text.substring(0, text.offsetByCodePoints(0, CHARACTERS_MAX))) + "..."
                : printable(text);
    }

    /** The text without characters that move a terminal's cursor or turn its text around. */
    static String printable(String text) {
        return text.codePoints()
                .map(point -> isPrintable(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
