package dev.spike.billing.renewal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How much of a grant the time that has passed is worth: {@code round half up (amount x elapsed / period)}, between 0 and the
 * whole. 30 credits for the 30 days of April are worth 7 on the 8th at the hour they began.
 *
 * <p>Exact: the product is taken in as many bits as it needs.
 */
public final class Proration {

    private Proration() {}

    /**
     * What has been earned of the amount at the instant.
     *
     * @param amount zero or more, in smallest units
     * @param period the grant's own, without any grace
     */
    public static long earned(long amount, Span period, Instant at) {
        if (amount < 0) {
            throw new IllegalArgumentException("An amount of " + amount + " cannot be prorated; it must be 0 or more.");
        }
        if (!at.isAfter(period.start())) {
            return 0;
        }
        if (!at.isBefore(period.end())) {
            return amount;
        }
        var product = BigInteger.valueOf(amount).multiply(micros(period.start(), at));
        return new BigDecimal(product)
                .divide(new BigDecimal(micros(period.start(), period.end())), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static BigInteger micros(Instant from, Instant to) {
        return BigInteger.valueOf(ChronoUnit.MICROS.between(from, to));
    }
}
