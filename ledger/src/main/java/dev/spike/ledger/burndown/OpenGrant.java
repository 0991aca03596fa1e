package dev.spike.ledger.burndown;

import dev.spike.ledger.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A grant as burn-down sees it. Effective in {@code [effectiveAt, expiresAt)}.
 *
 * @param free what may be drawn of it, in smallest units; never below zero
 */
public record OpenGrant(GrantId id, Span span, Rank rank, long free) {

    public OpenGrant {
        if (free < 0) {
            throw new IllegalArgumentException(
                    "Grant " + id.number() + " has " + free + " free; it cannot be below 0.");
        }
    }

    /** From when it counts and until when; no end is never. */
    public record Span(Instant effectiveAt, @Nullable Instant expiresAt) {

        public boolean contains(Instant instant) {
            return !effectiveAt.isAfter(instant) && (expiresAt == null || expiresAt.isAfter(instant));
        }
    }

    /** What else the rules may ask about. */
    public record Rank(int priority, boolean promotional, boolean carriedOver, Instant createdAt) {}

    public boolean isSpendableAt(Instant instant) {
        return free > 0 && span.contains(instant);
    }
}
