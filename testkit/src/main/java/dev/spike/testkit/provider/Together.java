package dev.spike.testkit.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sixteen threads that do the same at the same instant. Who does not come back fails, so that a deadlock hangs nobody. */
final class Together {

    private static final int THREADS = 16;
    private static final long PATIENCE_SECONDS = 30;

    private Together() {}

    static <T> List<T> ask(Callable<T> question) {
        var barrier = new CyclicBarrier(THREADS);
        Callable<T> asked = () -> {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return question.call();
        };
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var answers = threads.invokeAll(Collections.nCopies(THREADS, asked), PATIENCE_SECONDS, TimeUnit.SECONDS);
            var got = new ArrayList<T>();
            for (var answer : answers) {
                got.add(answer.get());
            }
            return got;
        } catch (ExecutionException e) {
            throw new AssertionError("One of sixteen fell: " + e.getCause(), e.getCause());
        } catch (InterruptedException | CancellationException e) {
            throw new AssertionError("One of sixteen did not come back in time.", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
