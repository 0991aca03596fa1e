package dev.spike.billing.renewal;

import java.time.Instant;

/**
 * What was used of a grant beyond what its time was worth, when a switch ends it early. It is carried into the next grant, so
 * that switching back and forth gives no fresh credits.
 *
 * <p>Example: 30 credits for 30 days, 10 spent, switched after 5 days: 5 were earned, so 5 are carried.
 *
 * @param amount what was granted
 * @param spent drawn by spends, captures and removals
 * @param held set aside by open holds: it may still be captured, so it counts as used
 * @param carriedIn overuse that the grant itself began with
 */
public record Overuse(long amount, long spent, long held, long carriedIn) {

    /** Zero or more, in smallest units. */
    public long at(Span period, Instant at) {
        long used = Math.addExact(Math.addExact(spent, held), carriedIn);
        return Math.max(0, used - Proration.earned(amount, period, at));
    }
}
