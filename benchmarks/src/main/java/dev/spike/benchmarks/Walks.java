package dev.spike.benchmarks;

import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.walk.Books;
import dev.spike.testkit.walk.Ground;
import dev.spike.testkit.walk.Walk;
import dev.spike.testkit.walk.Walk.Walked;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Many random walks on one PostgreSQL, some at once. Each is short, as what is looked at after a step grows with the walk, and
 * has a seed, accounts and a clock of its own.
 */
final class Walks {

    /** As many as a walk of the tests has, so that a seed printed here can be walked there. */
    static final int STEPS_EACH = 250;

    private final Maker maker;
    private final Books books;
    private final int threads;
    private final LongConsumer progress;

    /** @param progress told of steps that were taken, by several threads */
    Walks(Maker maker, Books books, int threads, LongConsumer progress) {
        this.maker = maker;
        this.books = books;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What became of the walks.
     *
     * @param violation the smallest walk found that breaks a rule; the walks end with the first
     */
    record Outcome(long walks, Walked walked, @Nullable String violation) {}

    /** Takes so many steps, on walks that the seed stands for. */
    Outcome run(long seed, long steps) throws InterruptedException {
        var way = new Way(seed, steps);
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var walking = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < threads; i++) {
                walking.add(pool.submit((Callable<Outcome>) () -> walk(way)));
            }
            return sum(walking, way);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A walk ended by itself: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome walk(Way way) {
        long walks = 0;
        var all = new Walked(0, 0, 0);
        for (var next = way.next(); next != null; next = way.next()) {
            try {
                all = all.and(new Walk(maker, Ground.of(next.seed()), books).run(next.seed(), next.steps()));
                walks++;
                progress.accept(next.steps());
            } catch (AssertionError e) {
                way.violation.compareAndSet(null, e.getMessage());
            }
        }
        return new Outcome(walks, all, null);
    }

    private static Outcome sum(List<Future<Outcome>> walking, Way way) throws ExecutionException, InterruptedException {
        long walks = 0;
        var walked = new Walked(0, 0, 0);
        for (var some : walking) {
            walks += some.get().walks();
            walked = walked.and(some.get().walked());
        }
        return new Outcome(walks, walked, way.violation.get());
    }

    /** The walks that are still to be taken, handed out one by one. Thread-safe. */
    private static final class Way {

        private record Next(long seed, int steps) {}

        private final SplittableRandom seeds;
        private final AtomicReference<@Nullable String> violation = new AtomicReference<>();
        private long left;

        private Way(long seed, long steps) {
            this.seeds = new SplittableRandom(seed);
            this.left = steps;
        }

        private synchronized @Nullable Next next() {
            if (left == 0 || violation.get() != null) {
                return null;
            }
            int steps = (int) Math.min(left, STEPS_EACH);
            left -= steps;
            return new Next(seeds.nextLong(), steps);
        }
    }
}
