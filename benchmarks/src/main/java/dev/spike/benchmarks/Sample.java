package dev.spike.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * One cell, measured once.
 *
 * @param spends all that were answered, also outside the window
 * @param perSecond answered in the window, per second
 * @param walBytes of write-ahead log for each spend, with whatever the server wrote beside
 */
record Sample(long spends, long perSecond, long p50Micros, long p99Micros, long walBytes) {

    static Sample of(List<CallLog> logs, Duration window, long walBytes) {
        long spends = logs.stream().mapToLong(CallLog::answered).sum();
        long[] nanos = logs.stream().flatMapToLong(CallLog::nanos).sorted().toArray();
        return new Sample(
                spends,
                nanos.length * 1_000L / window.toMillis(),
                micros(nanos, 50, window),
                micros(nanos, 99, window),
                walBytes / Math.max(1, spends));
    }

    /** Where nothing was answered, every answer took at least the window. */
    private static long micros(long[] sortedNanos, int percent, Duration window) {
        long nanos = sortedNanos.length == 0
                ? window.toNanos()
                : sortedNanos[Math.toIntExact(sortedNanos.length * (long) percent / 100)];
        return nanos / 1_000;
    }
}
