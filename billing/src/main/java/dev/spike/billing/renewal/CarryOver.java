package dev.spike.billing.renewal;

import dev.spike.billing.Rollover;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is carried over at a renewal of what it ended: at most {@code max} in all, each part at most {@code times} times. Where
 * there is more, the oldest part is trimmed first.
 *
 * <pre>
 *   max 100, times 2:   ends 70 (fresh)              -> 70 carried (once)
 *   next renewal:       ends 60 (fresh), 50 (once)   -> 60 (once), 40 (twice): 100 in all
 *   next renewal:       ends 60 (once), 40 (twice)   -> 60 (twice); the 40 have been carried twice
 * </pre>
 */
public final class CarryOver {

    private CarryOver() {}

    /**
     * Credits that were free when the renewal ended them.
     *
     * @param amount above zero, in smallest units
     * @param carried how many times they have been carried over; 0 for those of the period that ends
     */
    public record Left(long amount, int carried) {}

    /** What is granted anew, youngest first, each with how many times it has now been carried. */
    public static List<Left> of(List<Left> ended, Rollover rollover) {
        var youngestFirst = new ArrayList<>(ended);
        youngestFirst.sort((one, other) -> Integer.compare(one.carried(), other.carried()));
        var kept = new ArrayList<Left>();
        long room = rollover.max();
        for (var left : youngestFirst) {
            long amount = left.carried() < rollover.times() ? Math.min(room, left.amount()) : 0;
            if (amount > 0) {
                kept.add(new Left(amount, left.carried() + 1));
                room -= amount;
            }
        }
        return Collections.unmodifiableList(kept);
    }
}
