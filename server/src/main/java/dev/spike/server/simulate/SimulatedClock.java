package dev.spike.server.simulate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Stands until the next tick begins, but for a millisecond with every look, so that nothing happens twice at an instant. Thread-safe. */
final class SimulatedClock implements InstantSource {

    private final AtomicLong millis = new AtomicLong(Time.START.toEpochMilli());

    /** Not earlier than any look before. */
    void begin(Instant tick) {
        millis.updateAndGet(before -> Math.max(before, tick.toEpochMilli()));
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getAndIncrement());
    }
}
