package dev.spike.spring.metered;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads what an expression gave as an amount in smallest units. */
final class Amount {

    private Amount() {}

    /** Floating-point numbers are refused even if whole: what they lost before cannot be seen. */
    static long of(@Nullable Object value, String place) {
        long amount = whole(value, place);
        if (amount < 0) {
            throw refused(place, "gave " + amount + ", which is below zero; credits are given with add", null);
        }
        return amount;
    }

    private static long whole(@Nullable Object value, String place) {
        try {
            if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof BigInteger number) {
                return number.longValueExact();
            }
            if (value instanceof BigDecimal number) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            throw refused(
                    place,
                    "gave " + value
                            + ", which is no whole number of 64 bits; round it to the credit type's smallest unit",
                    e);
        }
        var what = value == null ? "nothing" : "a " + value.getClass().getName();
        throw refused(place, "gave " + what + "; a whole number of the credit type's smallest unit is needed", null);
    }

    private static MeteredException refused(String place, String why, @Nullable ArithmeticException cause) {
        return new MeteredException(MeteredError.AMOUNT_INVALID, "The expression of " + place + " " + why + ".", cause);
    }
}
