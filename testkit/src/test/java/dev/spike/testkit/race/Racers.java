package dev.spike.testkit.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads that start at the same instant. Who waits for longer than is thinkable fails, so that a deadlock hangs nobody. */
public final class Racers {

    static final int THREADS = 32;

    private static final long PATIENCE_SECONDS = 20;

    private Racers() {}

    /** Runs as many as there are threads, numbered from 0, and returns what each came back with, in their order. */
    static <T> List<T> race(IntFunction<Callable<T>> racers) {
        return race(THREADS, racers);
    }

    /** The same with so many threads. */
    public static <T> List<T> race(int count, IntFunction<Callable<T>> racers) {
        var barrier = new CyclicBarrier(count);
        var ready = new ArrayList<Callable<T>>();
        for (int i = 0; i < count; i++) {
            var racer = racers.apply(i);
            ready.add(() -> {
                await(barrier);
                return racer.call();
            });
        }
        var threads = Executors.newFixedThreadPool(count);
        try {
            var results = new ArrayList<T>();
            for (var finished : threads.invokeAll(ready, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                results.add(finished.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("A racer fell: " + e.getCause(), e.getCause());
        } catch (InterruptedException | CancellationException e) {
            throw new AssertionError("A racer did not arrive in time.", e);
        } finally {
            threads.shutdownNow();
        }
    }

    static void await(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("The others did not come to the barrier in time.", e);
        }
    }
}
