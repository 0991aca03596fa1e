package dev.spike.server.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Runs a load in processes of its own, and kills them with a signal that nobody can catch. */
public final class Killing {

    private static final String OVER = "over ";
    private static final String REPEATED = "repeated";
    private static final int MILLIS_MAX = 200;
    private static final long SECONDS_MAX = 60;

    private final Parts parts;
    private final LoadProcess process;
    private final SplittableRandom random;

    public Killing(Parts parts, LoadProcess process, long seed) {
        this.parts = parts;
        this.process = process;
        this.random = new SplittableRandom(seed);
    }

    /** What a load prints for {@link #run} to read. */
    public static Told printing(PrintStream out) {
        return new Told() {

            @Override
            public void over(int part) {
                out.println(OVER + part);
            }

            @Override
            public void repeated() {
                out.println(REPEATED);
            }
        };
    }

    /** The kills that struck, one in each equal share of the parts; the last load is left to end. */
    public int run(int kills) throws IOException, InterruptedException {
        int killed = 0;
        for (int kill = 0; kill < kills; kill++) {
            long from = (long) parts.total() * kill / kills;
            long until = (long) parts.total() * (kill + 1) / kills;
            killed += load(from + random.nextLong(until - from)) ? 1 : 0;
        }
        if (parts.count() < parts.total()) {
            load(Long.MAX_VALUE);
        }
        return killed;
    }

    /** Whether it was killed, a moment after so many parts were over; it may have ended before. */
    private boolean load(long killedAfter) throws IOException, InterruptedException {
        var load = process.start(parts.next());
        try (var out = load.inputReader(StandardCharsets.UTF_8)) {
            boolean isDue = parts.count() >= killedAfter || readUntil(out, killedAfter);
            boolean ended = isDue
                    ? load.waitFor(random.nextInt(MILLIS_MAX), TimeUnit.MILLISECONDS)
                    : load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            load.toHandle().destroyForcibly(); // by its handle, so that what it printed can still be read
            load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            readUntil(out, Long.MAX_VALUE);
            if (ended && load.exitValue() != 0) {
                throw new IOException("A load ended with " + load.exitValue() + " before it was killed; above is why.");
            }
            return !ended;
        } finally {
            load.destroyForcibly();
        }
    }

    /** Whether so many parts are over; if not, there is no more to read. */
    private boolean readUntil(BufferedReader out, long count) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(REPEATED)) {
                parts.repeated();
            } else if (line.matches(OVER + "\\d+")) {
                parts.over(Integer.parseInt(line.substring(OVER.length())));
                if (parts.count() >= count) {
                    return true;
                }
            }
        }
        return false;
    }
}
