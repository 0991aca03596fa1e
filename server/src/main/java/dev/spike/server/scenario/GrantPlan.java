package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A grant as a case plans it. Active in {@code [effective, min(expires, voided))}. */
record GrantPlan(String id, BigDecimal amount, Span span, Rank rank, Turn turn) {

    /** When it is active, unless an operation ends it. */
    record Span(
            Instant effective,
            @Nullable Instant expires,
            @Nullable Instant voided) {

        /** Whether there is an instant at which it is active. */
        boolean isEver() {
            return isBefore(effective, expires) && isBefore(effective, voided);
        }

        private static boolean isBefore(Instant instant, @Nullable Instant end) {
            return end == null || end.isAfter(instant);
        }
    }

    /** What decides its place in the order of consumption, beside its expiry and its id. */
    record Rank(int priority, Kind kind, Instant created) {}

    /** What becomes of it when a period turns. */
    record Turn(
            @Nullable Recurrence recurrence,
            @Nullable Rollover rollover,
            @Nullable Carry carry) {

        static final Turn NONE = new Turn(null, null, null);
    }

    /** At a reset the grant itself becomes so much of what is left; without one it becomes nothing. */
    record Rollover(BigDecimal min, BigDecimal max) {

        BigDecimal of(BigDecimal left) {
            return max.min(min.max(left));
        }
    }

    enum Kind {
        ROLLOVER,
        GRANTED,
        PURCHASED;

        static Optional<Kind> ofWord(String word) {
            for (var kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static GrantPlan of(Part part) {
        var effective = part.instant("effective").orElseThrow();
        return new GrantPlan(
                part.text("id").orElseThrow(),
                part.decimal("amount").orElseThrow(),
                new Span(
                        effective,
                        part.instant("expires").orElse(null),
                        part.instant("voided").orElse(null)),
                new Rank(
                        part.integer("priority").orElse(0),
                        part.text("kind").flatMap(Kind::ofWord).orElse(Kind.GRANTED),
                        part.instant("created").orElse(effective)),
                new Turn(
                        part.part("recurrence").map(Recurrence::of).orElse(null),
                        part.part("rollover").map(GrantPlan::rollover).orElse(null),
                        part.part("carry").map(Carry::of).orElse(null)));
    }

    private static Rollover rollover(Part part) {
        return new Rollover(
                part.decimal("min").orElseThrow(), part.decimal("max").orElseThrow());
    }
}
