package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How much of one request fell on one grant, or is owed; recorded when decided, never recomputed.
 *
 * @param grant none is what no grant covered, and so is owed
 * @param amount above zero, in smallest units
 */
public record Allocation(@Nullable GrantId grant, long amount) {

    /** The part that no grant covered. */
    public static Allocation owed(long amount) {
        return new Allocation(null, amount);
    }

    public boolean isOwed() {
        return grant == null;
    }
}
