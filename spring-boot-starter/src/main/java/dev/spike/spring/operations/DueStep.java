package dev.spike.spring.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * One kind of work that is due now and then.
 *
 * @param name its word in logs and tags, such as {@code inbox}
 * @param pace how long it rests after it was done; zero for every round
 * @param patience how long it rests at least after it failed
 * @param cure what to do when it fails
 */
record DueStep(String name, Duration pace, Duration patience, String cure, Work work) {

    /** Until it answers again, what failed is not tried more seldom than this. */
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    /** How many doublings lead from the shortest pause beyond the longest. */
    private static final int DOUBLINGS_MAX = 12;

    /** Does at most so much of it. */
    @FunctionalInterface
    interface Work {

        /** How much was done; as much as the limit when there may be more. */
        int upTo(Instant now, int limit);
    }

    /** What is looked for in every round. */
    static DueStep often(String name, Work work) {
        return new DueStep(name, Duration.ZERO, Duration.ZERO, "It is tried again by itself.", work);
    }

    DueStep every(Duration pace) {
        return new DueStep(name, pace, patience, cure, work);
    }

    /** Rests so long also when it fails, as it is nothing that time heals. */
    DueStep patient(Duration patience, String cure) {
        return new DueStep(name, pace, patience, cure, work);
    }

    /** How long it rests after so many failures in a row: longer and longer. */
    Duration pauseAfter(int failures, Duration rest) {
        var shortest = rest.compareTo(patience) > 0 ? rest : patience;
        var longest = shortest.compareTo(PAUSE_MAX) > 0 ? shortest : PAUSE_MAX;
        var doubled = shortest.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
