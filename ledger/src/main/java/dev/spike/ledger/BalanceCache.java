package dev.spike.ledger;

import java.time.Duration;

/**
 * How many balances a process may remember, and for how long.
 *
 * @param sizeMax accounts: 1 to {@value #SIZE_LIMIT}; beyond it those go that are read least
 * @param ageMax how old a remembered balance may be, and so how late a change by another node is seen: above zero, at most
 *     {@link #AGE_LIMIT}
 */
public record BalanceCache(int sizeMax, Duration ageMax) {

    /** A few hundred megabytes, were all of them remembered. */
    public static final int SIZE_LIMIT = 1_000_000;

    /** A day: what nobody tells of, such as a host that does not publish, is believed no longer than that. */
    public static final Duration AGE_LIMIT = Duration.ofDays(1);

    private static final BalanceCache STANDARD = new BalanceCache(10_000, Duration.ofSeconds(1));

    public BalanceCache {
        if (sizeMax < 1 || sizeMax > SIZE_LIMIT) {
            throw new IllegalArgumentException(
                    sizeMax + " balances would be remembered; give a number from 1 to " + SIZE_LIMIT + ".");
        }
        if (ageMax.isZero() || ageMax.isNegative() || ageMax.compareTo(AGE_LIMIT) > 0) {
            throw new IllegalArgumentException("Balances would be remembered for " + ageMax
                    + "; give more than nothing and at most " + AGE_LIMIT + ", or do not cache them.");
        }
    }

    /** Up to 10,000 balances, each for a second. */
    public static BalanceCache standard() {
        return STANDARD;
    }

    /** So many balances, each for so long. */
    public static BalanceCache of(int sizeMax, Duration ageMax) {
        return new BalanceCache(sizeMax, ageMax);
    }
}
