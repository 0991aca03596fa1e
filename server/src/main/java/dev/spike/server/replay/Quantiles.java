package dev.spike.server.replay;

import java.util.List;

/**
 * A distribution told by its values at rising points, straight between them; whole numbers only.
 *
 * <p>With points 0, 500, 1000 and values 10, 20, 120: 250 permille is 15, and 750 permille is 70.
 */
record Quantiles(List<Long> points, List<Long> values) {

    Quantiles {
        points = List.copyOf(points);
        values = List.copyOf(values);
        if (points.size() < 2 || points.size() != values.size()) {
            throw new IllegalArgumentException(
                    "%d points cannot carry %d values; give at least two of each, equally many"
                            .formatted(points.size(), values.size()));
        }
    }

    /** The value at {@code numerator / denominator} of a point, rounded towards the value before. */
    long at(long numerator, long denominator) {
        int after = 1;
        while (after < points.size() - 1 && points.get(after) * denominator <= numerator) {
            after++;
        }
        long from = points.get(after - 1) * denominator;
        long width = points.get(after) * denominator - from;
        long rise = values.get(after) - values.get(after - 1);
        return values.get(after - 1) + Math.floorDiv(rise * (numerator - from), width);
    }

    /** A value drawn with the chances of this distribution; its points are from 0 to 1000. */
    long draw(Draws draws) {
        long fineness = 1_000_000;
        return at(draws.below(1000 * fineness), fineness);
    }
}
