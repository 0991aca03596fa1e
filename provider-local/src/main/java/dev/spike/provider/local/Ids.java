package dev.spike.provider.local;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Names that nobody guesses. */
final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 128;
    private static final int DIGITS = 25;
    private static final int RADIX = 36;

    private Ids() {}

    /** 128 random bits in 25 small letters and digits, after the prefix. */
    static String make(String prefix) {
        var digits = new BigInteger(BITS, RANDOM).toString(RADIX);
        return prefix + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
