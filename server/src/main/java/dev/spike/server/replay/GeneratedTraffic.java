package dev.spike.server.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An hour of language model traffic with the shape of a real one, for those who have no trace: the same seed and number of
 * calls make the same trace, with the same digest, on every machine. The shape and its source are {@link TrafficShape}.
 */
public final class GeneratedTraffic {

    /** As many calls as the real hour had. */
    public static final int CALLS_DEFAULT = TrafficShape.CALLS;

    /** When the real hour began. */
    static final Instant START = Instant.parse("2023-11-16T18:15:46.680590Z");

    private final Draws draws;
    private final List<UsageCall> calls = new ArrayList<>();

    private GeneratedTraffic(long seed) {
        this.draws = new Draws(seed);
    }

    /**
     * The hour that belongs to the seed, with this many calls, 1 to {@link UsageTrace#CALLS_MAX}; rows are numbered
     * from 1 in order of time.
     */
    public static UsageTrace hour(long seed, int calls) {
        if (calls < 1 || calls > UsageTrace.CALLS_MAX) {
            throw new IllegalArgumentException(
                    "%d calls cannot be generated; give a number from 1 to %d".formatted(calls, UsageTrace.CALLS_MAX));
        }
        GeneratedTraffic traffic = new GeneratedTraffic(seed);
        traffic.fill(calls);
        return new UsageTrace(traffic.calls, List.of(), digest(traffic.calls));
    }

    /** Each minute gets its share of the calls; the shares are cut from the running sum, so that they add up exactly. */
    private void fill(int size) {
        int minutes = TrafficShape.CALLS_BY_MINUTE.size();
        long shapeUpTo = 0;
        for (int minute = 0; minute < minutes; minute++) {
            shapeUpTo += TrafficShape.CALLS_BY_MINUTE.get(minute);
            long callsUpTo = size * shapeUpTo / TrafficShape.CALLS;
            long width = minute == minutes - 1 ? TrafficShape.LAST_MINUTE_MICROS : TrafficShape.MINUTE_MICROS;
            Instant start = START.plus(minute * TrafficShape.MINUTE_MICROS, ChronoUnit.MICROS);
            for (long offset : offsets(callsUpTo - calls.size(), width)) {
                calls.add(call(start.plus(offset, ChronoUnit.MICROS)));
            }
        }
    }

    private List<Long> offsets(long count, long width) {
        return LongStream.generate(() -> draws.below(width))
                .limit(count)
                .sorted()
                .boxed()
                .toList();
    }

    private UsageCall call(Instant at) {
        List<TrafficShape.Tokens> tenths = TrafficShape.TOKENS_BY_TENTH;
        TrafficShape.Tokens tokens = tenths.get((int) draws.below(tenths.size()));
        long context = tokens.context().draw(draws);
        long generated = tokens.generated().draw(draws);
        return new UsageCall(calls.size() + 1L, at, context, generated, null);
    }

    /** Of what was made, not of the seed: should the shape ever change, its calls must not meet the keys of the old ones. */
    private static String digest(List<UsageCall> calls) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (UsageCall call : calls) {
                String line = call.at() + "," + call.inputTokens() + "," + call.outputTokens() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", impossible);
        }
    }
}
