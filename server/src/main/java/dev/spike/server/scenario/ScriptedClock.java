package dev.spike.server.scenario;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands at the instant the case has come to. */
final class ScriptedClock implements InstantSource {

    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant instant) {
        now = instant;
    }
}
