package dev.spike.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be done by itself with plans.
 *
 * @param count how much is due and not done yet, without what failed and is tried again later
 * @param oldest since when the first of it is due; none if nothing is
 * @param next when more will be, or what failed is tried again; none if nothing is known to come
 */
public record WaitingDue(
        long count, @Nullable Instant oldest, @Nullable Instant next) {}
