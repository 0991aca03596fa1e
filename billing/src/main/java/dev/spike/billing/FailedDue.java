package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was due by itself and could not be done yet.
 *
 * @param attempts made so far
 * @param cause of the last
 * @param nextAttemptAt none when it is not tried again
 */
public record FailedDue(
        Billable billable,
        Instant dueAt,
        int attempts,
        String cause,
        @Nullable Instant nextAttemptAt) {}
