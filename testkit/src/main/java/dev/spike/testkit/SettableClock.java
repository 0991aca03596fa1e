package dev.spike.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. Thread-safe. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    private SettableClock(Instant now) {
        this.now = now;
    }

    public static SettableClock at(Instant now) {
        return new SettableClock(now);
    }

    public static SettableClock at(String now) {
        return new SettableClock(Instant.parse(now));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets the time, also back. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Moves the time on, or back by a negative duration. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
