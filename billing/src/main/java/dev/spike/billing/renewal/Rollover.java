package dev.spike.billing.renewal;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is carried over at a renewal of what it ended: at most {@code max} in all, each part at most {@code times} times, for
 * {@code lifetime} from each renewal. Where there is more, the oldest part is trimmed first.
 *
 * <pre>
 *   max 100, times 2:   ends 70 (fresh)              -> 70 carried (once)
 *   next renewal:       ends 60 (fresh), 50 (once)   -> 60 (once), 40 (twice): 100 in all
 *   next renewal:       ends 60 (once), 40 (twice)   -> 60 (twice); the 40 have been carried twice
 * </pre>
 *
 * @param max zero or more, in smallest units
 * @param times one or more
 * @param lifetime how long what is carried lasts
 */
public record Rollover(long max, int times, Period lifetime) {

    public Rollover {
        if (max < 0) {
            throw new IllegalArgumentException("At most " + max + " would be carried over; it must be 0 or more.");
        }
        if (times < 1) {
            throw new IllegalArgumentException("Credits would be carried over " + times + " times; use 1 or more.");
        }
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException(
                    "What is carried over would last " + lifetime + "; it must last a while.");
        }
    }

    /**
     * Credits that were free when the renewal ended them.
     *
     * @param amount above zero
     * @param carried how many times they have been carried over; 0 for those of the period that ends
     */
    public record Left(long amount, int carried) {}

    /** What is granted anew, youngest first, each with how many times it has now been carried. */
    public List<Left> carry(List<Left> ended) {
        var youngestFirst = new ArrayList<>(ended);
        youngestFirst.sort((one, other) -> Integer.compare(one.carried(), other.carried()));
        var kept = new ArrayList<Left>();
        long room = max;
        for (var left : youngestFirst) {
            long amount = left.carried() < times ? Math.min(room, left.amount()) : 0;
            if (amount > 0) {
                kept.add(new Left(amount, left.carried() + 1));
                room -= amount;
            }
        }
        return Collections.unmodifiableList(kept);
    }

    /** When what is carried over at the instant ends. */
    public Instant expiresAt(Instant renewedAt, ZoneId zone) {
        return renewedAt.atZone(zone).plus(lifetime).toInstant();
    }
}
