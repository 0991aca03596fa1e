package dev.spike.billing;

/**
 * How much of what is left at a renewal is carried into the next period.
 *
 * @param max above zero, in smallest units; all carried amounts together stay within it
 * @param times how often one amount is carried; above zero
 * @param lifetime how long what was carried lasts
 */
public record Rollover(long max, int times, Lifetime lifetime) {

    public Rollover {
        if (max <= 0 || times <= 0) {
            throw new IllegalArgumentException("A rollover of at most " + max + ", " + times
                    + " times, carries nothing; both are above zero, or leave the rollover out.");
        }
    }

    /** So many of it: as many times the amount, as often and as long as before. */
    public Rollover times(int quantity) {
        return new Rollover(Math.multiplyExact(max, quantity), times, lifetime);
    }
}
