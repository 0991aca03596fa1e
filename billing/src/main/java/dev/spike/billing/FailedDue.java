package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was due by itself and could not be done yet.
 *
 * @param dueAt since when it is due
 * @param attempts made so far
 * @param cause of the last
 * @param nextAttemptAt none when it is not tried again
 */
public record FailedDue(
        Billable billable,
        What what,
        Instant dueAt,
        int attempts,
        String cause,
        @Nullable Instant nextAttemptAt) {

    /** What could not be done. */
    public enum What {
        /** The plan could not be brought to the time that it is. */
        PLAN,
        /** What is owed could not be charged: the answer is not known. */
        CHARGE,
        /** Something that the plan gives besides credits could not be given. */
        THING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
