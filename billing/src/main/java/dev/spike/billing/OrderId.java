package dev.spike.billing;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an order, which is also the key of its checkout: {@code ord_} and 26 letters and digits that cannot be guessed.
 */
public record OrderId(String text) {

    private static final Pattern WRITTEN = Pattern.compile("ord_[a-z2-7]{26}");

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    /** 26 digits of 5 bits: above the 128 that nobody guesses. */
    private static final int LENGTH = 26;

    private static final SecureRandom RANDOM = new SecureRandom();

    public OrderId {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("An order id is ord_ and 26 letters and digits; this text of "
                    + text.length() + " characters is none.");
        }
    }

    /** An id that nobody has. */
    public static OrderId random() {
        var text = new StringBuilder("ord_");
        RANDOM.ints(LENGTH, 0, DIGITS.length()).forEach(digit -> text.append(DIGITS.charAt(digit)));
        return new OrderId(text.toString());
    }

    /** The id that is written there, such as in an address; nothing if it is none. */
    public static Optional<OrderId> read(String text) {
        return WRITTEN.matcher(text).matches() ? Optional.of(new OrderId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
