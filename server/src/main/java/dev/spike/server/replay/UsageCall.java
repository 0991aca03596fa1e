package dev.spike.server.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One metered call of a language model: when, how many tokens, and whose if the trace says so. Immutable.
 *
 * @param row the number of its line in the trace, from 1; the header counts, so that an editor finds it
 * @param at when it happened, in whole microseconds
 * @param inputTokens tokens of context, 0 or more
 * @param outputTokens tokens generated, 0 or more
 * @param customer who made it, or null where the trace names nobody
 */
public record UsageCall(
        long row,
        Instant at,
        long inputTokens,
        long outputTokens,
        @Nullable String customer) {

    public UsageCall {
        if (row < 1 || inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "Row %d with %d tokens in and %d out is no call; rows count from 1, tokens from 0"
                            .formatted(row, inputTokens, outputTokens));
        }
    }

    UsageCall movedTo(Instant instant) {
        return new UsageCall(row, instant, inputTokens, outputTokens, customer);
    }
}
