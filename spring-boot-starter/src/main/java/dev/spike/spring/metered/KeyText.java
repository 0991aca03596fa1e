package dev.spike.spring.metered;

/** What an idempotency key from outside must be. */
final class KeyText {

    private KeyText() {}

    /** 1 to {@value MeteredKeys#CHARACTERS_MAX} printable ASCII characters, not only spaces. */
    static String checked(String text, String place) {
        if (text.isBlank()) {
            throw refused(place, "is empty");
        }
        if (text.length() > MeteredKeys.CHARACTERS_MAX) {
            throw refused(
                    place,
                    "has " + text.length() + " characters; at most " + MeteredKeys.CHARACTERS_MAX + " are possible");
        }
        if (text.chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw refused(place, "has a character that is not printable ASCII");
        }
        return text;
    }

    static MeteredException refused(String place, String why) {
        return new MeteredException(
                MeteredError.IDEMPOTENCY_KEY_INVALID, "The idempotency key of " + place + " " + why + ".");
    }
}
