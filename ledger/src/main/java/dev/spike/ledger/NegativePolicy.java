package dev.spike.ledger;

/**
 * Whether an account may go below zero, and how far. What no grant covers is then owed, and the next free credits repay it.
 */
public sealed interface NegativePolicy {

    /** Never below zero; the default. */
    static NegativePolicy refused() {
        return new Refused();
    }

    /** Below zero as far as 64 bits reach. */
    static NegativePolicy allowed() {
        return new DownTo(-Long.MAX_VALUE);
    }

    /**
     * Below zero, but what is available afterwards is not below the floor.
     *
     * @param floor 0 or below, in smallest units
     */
    static NegativePolicy downTo(long floor) {
        if (floor > 0) {
            throw new IllegalArgumentException("The floor " + floor + " of a negative balance must be 0 or below.");
        }
        return new DownTo(floor);
    }

    /** Whether something that leaves so much available may happen. */
    boolean admits(long availableAfterwards);

    /** See {@link #refused()}. */
    record Refused() implements NegativePolicy {

        @Override
        public boolean admits(long availableAfterwards) {
            return availableAfterwards >= 0;
        }
    }

    /** See {@link #downTo(long)}. */
    record DownTo(long floor) implements NegativePolicy {

        @Override
        public boolean admits(long availableAfterwards) {
            return availableAfterwards >= floor;
        }
    }
}
