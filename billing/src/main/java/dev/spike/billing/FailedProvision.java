package dev.spike.billing;

import dev.spike.ledger.Billable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was paid and could not be provided yet.
 *
 * @param position LINE.POSITION in the order
 * @param kind of the providable
 * @param cause what went wrong the last time
 * @param nextAttemptAt none when it is no longer tried
 */
public record FailedProvision(
        Billable billable,
        OrderId order,
        String position,
        String kind,
        int attempts,
        String cause,
        @Nullable Instant nextAttemptAt) {}
