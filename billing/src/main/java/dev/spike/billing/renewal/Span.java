package dev.spike.billing.renewal;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, {@code [start, end)}, in whole microseconds. */
public record Span(Instant start, Instant end) {

    public Span {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("A period from " + start + " to " + end + " has no length.");
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
