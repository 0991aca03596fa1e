/**
 * The rules of time and of what renews, switches and carries over: pure functions from values and an instant to values.
 *
 * <p>Not here: what was paid (the payment provider says so), where it is kept ({@code postgres}), how credits are spent (the
 * ledger). The calendar and the zone are arguments; nothing reads a clock.
 */
@NullMarked
package dev.spike.billing.renewal;

import org.jspecify.annotations.NullMarked;
