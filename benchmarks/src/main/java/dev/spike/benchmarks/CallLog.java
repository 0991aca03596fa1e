package dev.spike.benchmarks;

import java.util.Arrays;
import java.util.stream.LongStream;

/** What one caller saw: how many spends were answered, and how long those took that were answered in the window. */
final class CallLog {

    private final long from;
    private final long until;
    private long[] nanos = new long[4096];
    private int measured;
    private long answered;

    /** The window [from, until), by {@link System#nanoTime}. */
    CallLog(long from, long until) {
        this.from = from;
        this.until = until;
    }

    long until() {
        return until;
    }

    /** Notes an answer and returns its instant, which is when the next is asked. */
    long answered(long askedAt, long answeredAt) {
        answered++;
        if (answeredAt >= from && answeredAt < until) {
            if (measured == nanos.length) {
                nanos = Arrays.copyOf(nanos, measured * 2);
            }
            nanos[measured++] = answeredAt - askedAt;
        }
        return answeredAt;
    }

    long answered() {
        return answered;
    }

    LongStream nanos() {
        return Arrays.stream(nanos, 0, measured);
    }
}
