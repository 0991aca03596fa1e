package dev.spike.spring.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a kind of due work goes on this node: when it is next looked for, and since when it fails. Run by one thread at a time. */
final class StepProgress {

    private static final Logger LOG = LoggerFactory.getLogger(StepProgress.class);

    private final DueStep step;
    private final LongSupplier nanos;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private long restsUntil;
    private int failures;
    private volatile @Nullable Instant failingSince;

    StepProgress(DueStep step, LongSupplier nanos) {
        this.step = step;
        this.nanos = nanos;
        restsUntil = nanos.getAsLong();
    }

    /** What became of one look. */
    enum Outcome {
        RESTED,
        DONE,
        /** There may be more. */
        FULL,
        FAILED
    }

    String name() {
        return step.name();
    }

    /** How much was done since the start. */
    long done() {
        return done.get();
    }

    /** How often it failed since the start. */
    long failed() {
        return failed.get();
    }

    /** Since when it fails; none when it went well the last time. */
    @Nullable
    Instant failingSince() {
        return failingSince;
    }

    /** Does it, unless it rests. What it throws is noted here: other kinds go on. */
    Outcome run(Instant now, int limit, Duration rest) {
        if (nanos.getAsLong() - restsUntil < 0) {
            return Outcome.RESTED;
        }
        try {
            int count = step.work().upTo(now, limit);
            done.addAndGet(count);
            wentWell();
            if (count >= limit) {
                return Outcome.FULL;
            }
            restFor(step.pace());
            return Outcome.DONE;
        } catch (RuntimeException | LinkageError e) {
            failed(e, now, rest);
            return Outcome.FAILED;
        }
    }

    private void restFor(Duration pause) {
        restsUntil = nanos.getAsLong() + pause.toNanos();
    }

    private void wentWell() {
        if (failures > 0) {
            LOG.info("Due work '{}' goes on, after it had failed {} times", step.name(), failures);
        }
        failures = 0;
        failingSince = null;
    }

    private void failed(Throwable cause, Instant now, Duration rest) {
        var pause = step.pauseAfter(failures, rest);
        failures++;
        failed.incrementAndGet();
        if (failures == 1) {
            failingSince = now;
            LOG.warn("Due work '{}' failed and is tried again in {}. {}", step.name(), pause, step.cure(), cause);
        } else {
            LOG.warn(
                    "Due work '{}' failed {} times in a row and is tried again in {}. {} The cause: {}",
                    step.name(),
                    failures,
                    pause,
                    step.cure(),
                    cause.toString());
        }
        restFor(pause);
    }
}
