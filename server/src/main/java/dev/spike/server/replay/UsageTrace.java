package dev.spike.server.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * The calls of a usage trace in order of time, and of row where two are at one instant. Immutable.
 *
 * <p>Two forms are read, plain or gzip, told apart by their content: comma-separated values whose header names
 * {@code timestamp}, {@code input_tokens} and {@code output_tokens} ({@code TIMESTAMP,ContextTokens,GeneratedTokens} and
 * other common names do too), and one JSON object a line with the same members. {@code customer} is optional in both.
 * A timestamp without a zone is in UTC, a number is milliseconds from the start; both are truncated to microseconds.
 *
 * @param calls by instant, then row; at most {@link #CALLS_MAX}
 * @param damaged the lines left out, in order; at most {@link #DAMAGED_MAX}
 * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits: the same for a file and its compressed copy
 */
public record UsageTrace(List<UsageCall> calls, List<DamagedLine> damaged, String digest) {

    /** All calls are held in memory, at some 100 bytes each. */
    public static final int CALLS_MAX = 2_000_000;

    /** More damage than this, and the file is something else. */
    public static final int DAMAGED_MAX = 10_000;

    /** The longest name of a customer that a trace may give. */
    public static final int CUSTOMER_LENGTH_MAX = 200;

    /** 64 bits: two traces that ever meet in one ledger do not share them by accident. */
    private static final int KEY_DIGITS = 16;

    private static final Comparator<UsageCall> BY_TIME =
            Comparator.comparing(UsageCall::at).thenComparingLong(UsageCall::row);

    public UsageTrace {
        calls = calls.stream().sorted(BY_TIME).toList();
        damaged = List.copyOf(damaged);
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "The digest of a trace has 64 hexadecimal digits, not " + Excerpt.of(digest));
        }
    }

    /**
     * Reads the file to its end, one line at a time. Where a compressed file is cut short, the last
     * line is damaged, and the digest is that of what could be read: the whole file is another trace, with other keys.
     *
     * @throws UnreadableTraceException if the file is missing, a folder, not readable, empty, beyond a limit, or no trace
     * @throws DamagedTraceException at the first damaged line, where told to stop at one
     */
    public static UsageTrace read(Path file, OnDamage onDamage) {
        return new TraceReader(file, onDamage).read();
    }

    /** The same calls, moved in time together so that the last is at this instant. */
    public UsageTrace endingAt(Instant last) {
        if (calls.isEmpty()) {
            return this;
        }
        Duration shift = Duration.between(calls.get(calls.size() - 1).at(), last.truncatedTo(ChronoUnit.MICROS));
        List<UsageCall> moved =
                calls.stream().map(call -> call.movedTo(call.at().plus(shift))).toList();
        return new UsageTrace(moved, damaged, digest);
    }

    /** The idempotency key of a call: the same in every run over the same content, whenever it is run. */
    public String keyOf(UsageCall call) {
        return keyPrefix() + ":" + call.row();
    }

    /** What every key of this trace begins with. */
    public String keyPrefix() {
        return digest.substring(0, KEY_DIGITS);
    }
}
