package dev.spike.spring.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do, and no longer than that takes. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 10_000_000;

    private Eventually() {}

    static void until(String what, BooleanSupplier happened) {
        var end = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("This did not happen within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
