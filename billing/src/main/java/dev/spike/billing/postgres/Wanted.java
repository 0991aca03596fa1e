package dev.spike.billing.postgres;

import dev.spike.billing.OrderLine.Provided;
import java.time.Instant;

/**
 * What a plan gives for a stretch of time.
 *
 * @param expiresAt when credits end by themselves: with the grace, where there is one
 */
record Wanted(Slot slot, Provided provided, Instant expiresAt) {}
