package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a grant is carried over when its cycle ends: the unused part, as a bucket of its own.
 *
 * @param max the most that all such buckets of the grant hold together
 * @param maxPercent the same as a share of the grant's amount
 * @param lifetime ISO 8601, such as {@code P1M}; how long a bucket lives
 */
record Carry(@Nullable BigDecimal max, @Nullable BigDecimal maxPercent, String lifetime) {

    static Carry of(Part part) {
        return new Carry(
                part.decimal("max").orElse(null),
                part.decimal("max_percent").orElse(null),
                part.text("lifetime").orElseThrow());
    }

    /** The cap on all buckets of a grant of the amount; none is none. */
    Optional<BigDecimal> cap(BigDecimal amount) {
        var share = maxPercent == null ? null : amount.multiply(maxPercent).movePointLeft(2);
        if (max == null || share == null) {
            return Optional.ofNullable(max == null ? share : max);
        }
        return Optional.of(max.min(share));
    }

    /** Whether the lifetime is one, and a bucket has any life. */
    boolean isReadable() {
        try {
            return life().isPresent() && endFrom(Instant.EPOCH).isAfter(Instant.EPOCH);
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private Optional<TemporalAmount> life() {
        try {
            return Optional.of(lifetime.contains("T") ? Duration.parse(lifetime) : Period.parse(lifetime));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When a bucket that begins at the instant ends. Months clamp to their last day. */
    Instant endFrom(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).plus(life().orElseThrow()).toInstant();
    }
}
