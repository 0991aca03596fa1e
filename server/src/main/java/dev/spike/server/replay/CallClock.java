package dev.spike.server.replay;

import java.time.Instant;
import java.time.InstantSource;

/** Tells each thread the time of the call it is charging. */
final class CallClock implements InstantSource {

    private final ThreadLocal<Instant> now;

    CallClock(Instant start) {
        now = ThreadLocal.withInitial(() -> start);
    }

    void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
