package dev.spike.provider.local;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What goes wrong with deliveries, on request: the same seed does the same to the same deliveries.
 *
 * @param lost so many percent never arrive, and are not tried again
 * @param doubled so many percent arrive twice
 * @param reordered so many percent arrive after all others of their round
 * @param delayed so many percent arrive later than they would, by {@code delay}
 */
public record Mischief(long seed, int lost, int doubled, int reordered, int delayed, Duration delay) {

    private static final int ALL = 100;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    public Mischief {
        for (int percent : new int[] {lost, doubled, reordered, delayed}) {
            if (percent < 0 || percent > ALL) {
                throw new IllegalArgumentException(
                        "Mischief of " + percent + " percent is not possible; it must be 0 to 100.");
            }
        }
    }

    /** Everything arrives once and in order. */
    public static Mischief none() {
        return seeded(0);
    }

    /** None yet, with a seed. */
    public static Mischief seeded(long seed) {
        return new Mischief(seed, 0, 0, 0, 0, AN_HOUR);
    }

    public Mischief lost(int percent) {
        return new Mischief(seed, percent, doubled, reordered, delayed, delay);
    }

    public Mischief doubled(int percent) {
        return new Mischief(seed, lost, percent, reordered, delayed, delay);
    }

    public Mischief reordered(int percent) {
        return new Mischief(seed, lost, doubled, percent, delayed, delay);
    }

    public Mischief delayed(int percent, Duration by) {
        return new Mischief(seed, lost, doubled, reordered, percent, by);
    }

    boolean loses(long delivery) {
        return strikes(1, delivery, lost);
    }

    boolean doubles(long delivery) {
        return strikes(2, delivery, doubled);
    }

    boolean reorders(long delivery) {
        return strikes(3, delivery, reordered);
    }

    boolean delays(long delivery) {
        return strikes(4, delivery, delayed);
    }

    private boolean strikes(int kind, long delivery, int percent) {
        return new SplittableRandom(seed ^ (delivery * 4 + kind) * SPREAD).nextInt(ALL) < percent;
    }
}
