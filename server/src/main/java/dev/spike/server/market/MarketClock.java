package dev.spike.server.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of the market: the real one, and some hours more with every round. It never runs back, also not in a process that
 * takes over after a kill. Thread-safe.
 */
final class MarketClock implements InstantSource {

    private static final Duration ROUND_LASTS = Duration.ofHours(2);

    private final InstantSource real;
    private volatile int round;

    MarketClock(InstantSource real) {
        this.real = real;
    }

    void begin(int round) {
        this.round = round;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ROUND_LASTS.multipliedBy(round));
    }
}
