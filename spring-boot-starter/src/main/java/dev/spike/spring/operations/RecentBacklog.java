package dev.spike.spring.operations;

import dev.spike.billing.Backlog;
import dev.spike.billing.Billing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The backlog as it was a few seconds ago at most, however often it is asked for: health, metrics and the endpoint share one
 * statement, and a database that does not answer is not asked by everybody at once. Thread-safe.
 */
final class RecentBacklog {

    private final Billing billing;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final long keepNanos;
    private final ReentrantLock oneReading = new ReentrantLock();
    private volatile @Nullable Reading last;

    /** @param failure instead of what was read */
    private record Reading(
            Instant at, @Nullable Backlog backlog, @Nullable RuntimeException failure, long nanos) {}

    RecentBacklog(Billing billing, InstantSource clock, Duration keep) {
        this(billing, clock, keep, System::nanoTime);
    }

    RecentBacklog(Billing billing, InstantSource clock, Duration keep, LongSupplier nanos) {
        this.billing = billing;
        this.clock = clock;
        this.nanos = nanos;
        keepNanos = keep.toNanos();
    }

    /** What the time is for those who count how old something is. */
    Instant now() {
        return clock.instant();
    }

    /**
     * What it was.
     *
     * @throws RuntimeException when it could not be read, now or a few seconds ago
     */
    Backlog get() {
        var reading = last;
        if (reading == null || isOld(reading)) {
            reading = readOnce();
        }
        if (reading.failure() != null) {
            throw reading.failure();
        }
        if (reading.backlog() == null) {
            throw new IllegalStateException("Nothing was read of the backlog, and nothing failed.");
        }
        return reading.backlog();
    }

    private boolean isOld(Reading reading) {
        return nanos.getAsLong() - reading.nanos() >= keepNanos;
    }

    /** Those who waited for a reading take it. */
    private Reading readOnce() {
        oneReading.lock();
        try {
            var reading = last;
            if (reading == null || isOld(reading)) {
                reading = read();
                last = reading;
            }
            return reading;
        } finally {
            oneReading.unlock();
        }
    }

    private Reading read() {
        var now = clock.instant();
        try {
            return new Reading(now, billing.backlog(now), null, nanos.getAsLong());
        } catch (RuntimeException e) {
            return new Reading(now, null, e, nanos.getAsLong());
        }
    }
}
