package dev.spike.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The months of a simulation in ticks of six hours.
 *
 * @param months 1 or more
 */
record Time(int months) {

    /** Near the end of a month; no tick falls into an hour that the clocks of the catalogue's zone skip or repeat. */
    static final Instant START = Instant.parse("2026-01-30T04:10:00Z");

    static final Duration TICK = Duration.ofHours(6);

    static final int TICKS_PER_DAY = 4;

    int ticks() {
        var end = START.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
        return Math.toIntExact(Duration.between(START, end).dividedBy(TICK));
    }

    static Instant startOf(int tick) {
        return START.plus(TICK.multipliedBy(tick));
    }
}
