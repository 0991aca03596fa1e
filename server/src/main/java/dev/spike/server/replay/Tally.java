package dev.spike.server.replay;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came of some calls; each worker has its own, and they are added up at the end. Not thread-safe. */
final class Tally {

    private long accepted;
    private long declined;
    private long free;
    private long replayed;
    private long left;
    private long granted;
    private BigInteger inputTokens = BigInteger.ZERO;
    private BigInteger outputTokens = BigInteger.ZERO;
    private final List<Long> nanos = new ArrayList<>();

    void free() {
        free++;
    }

    void granted(long amount) {
        granted = Math.addExact(granted, amount);
    }

    void left(long amount) {
        left = Math.addExact(left, amount);
    }

    void accepted(UsageCall call) {
        accepted++;
        inputTokens = inputTokens.add(BigInteger.valueOf(call.inputTokens()));
        outputTokens = outputTokens.add(BigInteger.valueOf(call.outputTokens()));
    }

    void declined() {
        declined++;
    }

    void replayed() {
        replayed++;
    }

    void took(long nanos) {
        this.nanos.add(nanos);
    }

    void add(Tally other) {
        accepted += other.accepted;
        declined += other.declined;
        free += other.free;
        replayed += other.replayed;
        left = Math.addExact(left, other.left);
        granted = Math.addExact(granted, other.granted);
        inputTokens = inputTokens.add(other.inputTokens);
        outputTokens = outputTokens.add(other.outputTokens);
        nanos.addAll(other.nanos);
    }

    /** The answers, whether new or replayed. */
    ReplayReport.Calls calls(long damaged) {
        return new ReplayReport.Calls(accepted + declined + free, accepted, declined, free, replayed, damaged);
    }

    long granted() {
        return granted;
    }

    long left() {
        return left;
    }

    BigInteger inputTokens() {
        return inputTokens;
    }

    BigInteger outputTokens() {
        return outputTokens;
    }

    ReplayReport.Speed speed(long elapsedNanos) {
        var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        long perSecond = sorted.length * 1_000_000_000L / Math.max(1, elapsedNanos);
        return new ReplayReport.Speed(perSecond, percentileMicros(sorted, 50), percentileMicros(sorted, 99));
    }

    private static long percentileMicros(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1_000;
    }
}
