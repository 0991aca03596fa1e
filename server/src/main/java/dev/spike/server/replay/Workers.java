package dev.spike.server.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Runs tasks on so many threads; the first failure ends them all. */
public final class Workers {

    /** More than any database of one machine is served well by. */
    static final int THREADS_MAX = 64;

    private final int threads;

    private Workers(int threads) {
        checkThreads(threads);
        this.threads = threads;
    }

    static void checkThreads(int threads) {
        if (threads < 1 || threads > THREADS_MAX) {
            throw new IllegalArgumentException(
                    "%d threads cannot be used; give a number from 1 to %d".formatted(threads, THREADS_MAX));
        }
    }

    /** A thread for each of as many tasks, or fewer. */
    public static Workers onThreads(int threads) {
        return new Workers(threads);
    }

    public <T> List<T> run(List<Callable<T>> tasks) throws InterruptedException {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var completion = new ExecutorCompletionService<T>(executor);
            tasks.forEach(completion::submit);
            var results = new ArrayList<T>();
            for (int i = 0; i < tasks.size(); i++) {
                results.add(completion.take().get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A worker failed.", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
