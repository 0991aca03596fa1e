package dev.spike.portal;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers as forms and addresses have them; what is none is not there. */
final class Numbers {

    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,17}");

    private Numbers() {}

    static Optional<Long> positive(String text) {
        return POSITIVE.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
