package dev.spike.billing.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts: ids, names, and words to choose from. */
final class TextForms {

    /** Fits a line of an invoice. */
    private static final int NAME_MAX = 200;

    private static final int FEATURE_MAX = 300;

    private static final int DESCRIPTION_MAX = 2_000;

    private static final int ADDRESS_MAX = 2_000;

    static final Form<String> ID = pattern(
            "id",
            "write 1 to 100 letters, digits, '-', '_' or '.', beginning with a letter or digit",
            "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
            MistakeKind.ID_MALFORMED);

    static final Form<String> CREDIT_TYPE_ID = pattern(
            "id",
            "write 1 to 60 lower-case letters, digits, '-' or '_', beginning with a letter",
            "[a-z][a-z0-9_-]{0,59}",
            MistakeKind.ID_MALFORMED);

    static final Form<String> CREDIT_TYPE =
            new Form<>("credit type", "write the id of one of the credit types of this catalogue", text -> text);

    static final Form<String> PROVIDER =
            new Form<>("provider", "write the name of a payment provider that is there, such as local", text -> text);

    static final Form<String> CODE = pattern(
            "code", "write 1 to 60 letters, digits, '-' or '_'", "[A-Za-z0-9_-]{1,60}", MistakeKind.CODE_MALFORMED);

    static final Form<String> PORTAL_PATH = pattern(
                    "path",
                    "write a '/' and letters, digits, '-', '_' or '/', such as /billing, or nothing for no portal",
                    "(/[A-Za-z0-9_-]{1,60}){0,5}",
                    MistakeKind.PORTAL_PATH_MALFORMED)
            .orNothing();

    static final Form<String> NAME = text("text", NAME_MAX, Lines.ONE);

    static final Form<String> FEATURE = text("text", FEATURE_MAX, Lines.ONE);

    static final Form<String> DESCRIPTION = text("text", DESCRIPTION_MAX, Lines.MANY);

    static final Form<String> ADDRESS = text("address of a picture", ADDRESS_MAX, Lines.ONE);

    static final Form<Boolean> FLAG = new Form<>("true or false", "write true or false", TextForms::flag);

    private enum Lines {
        ONE,
        MANY
    }

    private TextForms() {}

    /** One of the constants, by the words made of their names. */
    static <E extends Enum<E>> Form<E> choice(Class<E> choices) {
        var words =
                Arrays.stream(choices.getEnumConstants()).map(TextForms::word).toList();
        return new Form<>("choice", "write " + inWords(words), text -> {
            int at = words.indexOf(text);
            if (at < 0) {
                throw new Misread(MistakeKind.CHOICE_UNKNOWN);
            }
            return choices.getEnumConstants()[at];
        });
    }

    /** {@code a, b or c}. */
    static String inWords(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Form<String> pattern(String type, String allowed, String pattern, MistakeKind otherwise) {
        var compiled = Pattern.compile(pattern);
        return new Form<>(type, allowed, text -> {
            if (!compiled.matcher(text).matches()) {
                throw new Misread(otherwise);
            }
            return text;
        });
    }

    private static Form<String> text(String type, int charactersMax, Lines lines) {
        var allowed = "write at most " + charactersMax + " characters"
                + (lines == Lines.ONE ? ", none of them a line break or control character" : "");
        return new Form<>(type, allowed, text -> {
            if (text.length() > charactersMax) {
                throw new Misread(MistakeKind.TEXT_TOO_LONG);
            }
            if (!text.codePoints().allMatch(character -> isStorable(character, lines))) {
                throw new Misread(MistakeKind.TEXT_NOT_STORABLE);
            }
            return text;
        });
    }

    /** What PostgreSQL and UTF-8 keep, and a page can show; code points, so that only lone surrogates look like one. */
    private static boolean isStorable(int character, Lines lines) {
        if (character == '\n' || character == '\r' || character == '\t') {
            return lines == Lines.MANY;
        }
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    private static boolean flag(String text) throws Misread {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Misread(MistakeKind.BOOLEAN_MALFORMED);
        };
    }
}
