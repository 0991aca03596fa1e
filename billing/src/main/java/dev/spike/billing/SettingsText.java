package dev.spike.billing;

import org.jspecify.annotations.Nullable;

/**
 * What a text of {@link BillableSettings} must be: no longer than its limit, and storable as it is. What PostgreSQL would refuse
 * (NUL), UTF-8 cannot carry (a lone surrogate) or a page would show wrongly (control characters) is refused.
 */
final class SettingsText {

    private SettingsText() {}

    static @Nullable String oneLine(String what, @Nullable String text, int charactersMax) {
        return text == null || text.isBlank() ? null : checked(what, text, charactersMax, "\t");
    }

    /** A form ends lines with two characters, and counts them as one. */
    static @Nullable String manyLines(String what, @Nullable String text, int charactersMax) {
        return text == null || text.isBlank()
                ? null
                : checked(what, text.replace("\r\n", "\n").replace('\r', '\n'), charactersMax, "\t\n");
    }

    private static String checked(String what, String text, int charactersMax, String allowedControls) {
        if (text.length() > charactersMax) {
            throw refused("The " + what + " has " + text.length() + " characters; at most " + charactersMax
                    + " are kept, so shorten it.");
        }
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int character = text.codePointAt(at);
            boolean loneSurrogate = Character.getType(character) == Character.SURROGATE;
            boolean control = Character.isISOControl(character) && allowedControls.indexOf(character) < 0;
            if (loneSurrogate || control) {
                throw refused("The " + what
                        + " has the character U+%04X at position %d, which cannot be kept; remove it."
                                .formatted(character, at));
            }
        }
        return text;
    }

    static BillingException refused(String message) {
        return new BillingException(BillingError.SETTINGS_INVALID, message);
    }
}
