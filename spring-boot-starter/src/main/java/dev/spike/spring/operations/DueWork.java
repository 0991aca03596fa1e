package dev.spike.spring.operations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Does what is due by itself: for those who schedule themselves, and what the built-in schedule ({@code spike.due.enabled})
 * calls. Thread-safe; any number of nodes may have one.
 *
 * <pre>{@code
 * @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
 * void workOff() {
 *     dueWork.run();
 * }
 * }</pre>
 */
public final class DueWork {

    private final DueProperties properties;
    private final InstantSource clock;
    private final List<StepProgress> steps;
    private final ReentrantLock oneRound = new ReentrantLock();

    DueWork(DueProperties properties, InstantSource clock, List<DueStep> steps) {
        this(properties, clock, steps, System::nanoTime);
    }

    /** @param nanos by which pauses are measured, as no clock that is set may lengthen them */
    DueWork(DueProperties properties, InstantSource clock, List<DueStep> steps, LongSupplier nanos) {
        this.properties = properties;
        this.clock = clock;
        this.steps = steps.stream().map(step -> new StepProgress(step, nanos)).toList();
    }

    /**
     * Does of each kind of work what is due, at most {@code spike.due.limit} of each, each piece in a database transaction of
     * its own. Kinds that are done more seldom, or failed a moment ago, rest. Never throws what a kind of work throws: that is
     * logged, and the others go on. A second call on this node waits for the first.
     */
    public DueRound run() {
        return run(() -> true);
    }

    /** The same, while it may go on: asked before each kind of work. */
    DueRound run(BooleanSupplier mayGoOn) {
        oneRound.lock();
        try {
            long before = steps.stream().mapToLong(StepProgress::done).sum();
            int failures = 0;
            boolean more = false;
            for (var step : steps) {
                if (!mayGoOn.getAsBoolean()) {
                    break;
                }
                var outcome = step.run(clock.instant(), properties.limit(), properties.every());
                failures += outcome == StepProgress.Outcome.FAILED ? 1 : 0;
                more |= outcome == StepProgress.Outcome.FULL;
            }
            long after = steps.stream().mapToLong(StepProgress::done).sum();
            return new DueRound(Math.toIntExact(after - before), failures, more);
        } finally {
            oneRound.unlock();
        }
    }

    /** How each kind goes on this node. */
    List<StepProgress> steps() {
        return steps;
    }

    /** How long to rest after a round that left nothing. */
    Duration rest() {
        return properties.every();
    }
}
