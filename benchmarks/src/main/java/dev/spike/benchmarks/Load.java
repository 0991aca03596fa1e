package dev.spike.benchmarks;

import dev.spike.benchmarks.BenchPlan.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Callers that start together, each spending again as soon as it was answered.
 *
 * <pre>
 * start ...settle... [ window )
 *                    counted: whatever was answered in here
 * </pre>
 */
final class Load {

    private final BenchPlan plan;
    private final Wal wal;

    Load(BenchPlan plan, Wal wal) {
        this.plan = plan;
        this.wal = wal;
    }

    /** Runs one cell against one design. Nearly no accounts run dry, so a decline is an error. */
    Sample run(Design design, Cell cell, long seed) throws Exception {
        long walBefore = wal.position();
        var logs =
                together(cell.callers(), (caller, go) -> calls(design, cell, new SplittableRandom(seed + caller), go));
        long walBytes = wal.position() - walBefore;
        return Sample.of(logs, plan.window(), walBytes);
    }

    private CallLog calls(Design design, Cell cell, SplittableRandom random, CyclicBarrier go) throws Exception {
        go.await();
        long from = System.nanoTime() + plan.settle().toNanos();
        var log = new CallLog(from, from + plan.window().toNanos());
        long asked = System.nanoTime();
        while (asked < log.until()) {
            String owner = cell.workload().owner(random, plan.accounts());
            if (!design.spendOne(owner)) {
                throw new IllegalStateException("Account " + owner + " ran dry; give it more than a run spends.");
            }
            asked = log.answered(asked, System.nanoTime());
        }
        return log;
    }

    /** What one of the callers does when all are ready. */
    interface Caller<T> {
        T call(int number, CyclicBarrier go) throws Exception;
    }

    /** Runs so many callers, each on a thread of its own, and returns what each brought back. */
    static <T> List<T> together(int callers, Caller<T> caller) throws Exception {
        var threads = Executors.newFixedThreadPool(callers);
        try {
            var go = new CyclicBarrier(callers);
            var calls = new ArrayList<Callable<T>>();
            for (int number = 0; number < callers; number++) {
                int own = number;
                calls.add(() -> caller.call(own, go));
            }
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(calls)) {
                results.add(result(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A caller failed: " + e.getCause(), e);
        }
    }
}
