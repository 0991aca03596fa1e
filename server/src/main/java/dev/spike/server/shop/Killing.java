package dev.spike.server.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Runs a load in processes of its own, and kills them with a signal that nobody can catch. */
public final class Killing {

    private static final String OVER = "over ";
    private static final String REPEATED = "repeated";
    private static final String DONE = "done";
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

    /**
     * What a load does when nothing is left: it says so, and lives until it is let go. A kill that is due strikes all the same,
     * however quick the load was.
     */
    public static void done(PrintStream out, InputStream in) {
        out.println(DONE);
        try {
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Nobody is left to let this load go.", e);
        }
    }

    /** Kills so often, once in each equal share of the parts; the last load is left to end. */
    public void run(int kills) throws IOException, InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            long from = (long) parts.total() * kill / kills;
            long until = (long) parts.total() * (kill + 1) / kills;
            kill(from + random.nextLong(until - from));
        }
        if (parts.count() < parts.total()) {
            letEnd();
        }
    }

    /** A moment after so many parts are over. */
    private void kill(long after) throws IOException, InterruptedException {
        var load = process.start(parts.next());
        try (var out = load.inputReader(StandardCharsets.UTF_8)) {
            if (parts.count() < after) {
                readUntil(out, after);
            }
            boolean ended = load.waitFor(random.nextInt(MILLIS_MAX), TimeUnit.MILLISECONDS);
            load.toHandle().destroyForcibly(); // by its handle, so that what it printed can still be read
            load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            readUntil(out, Long.MAX_VALUE);
            if (ended) {
                throw failed(load);
            }
        } finally {
            load.destroyForcibly();
        }
    }

    private void letEnd() throws IOException, InterruptedException {
        var load = process.start(parts.next());
        try (var out = load.inputReader(StandardCharsets.UTF_8)) {
            readUntil(out, Long.MAX_VALUE);
            load.getOutputStream().close();
            if (!load.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("A load said that it was done, and did not end.");
            }
            if (load.exitValue() != 0) {
                throw failed(load);
            }
        } finally {
            load.destroyForcibly();
        }
    }

    private static IOException failed(Process load) {
        return new IOException("A load ended with " + load.exitValue() + " before it was killed; above is why.");
    }

    /** Or until the load is done, or dead. */
    private void readUntil(BufferedReader out, long count) throws IOException {
        for (var line = out.readLine(); line != null && !line.equals(DONE); line = out.readLine()) {
            if (line.equals(REPEATED)) {
                parts.repeated();
            } else if (line.matches(OVER + "\\d+")) {
                parts.over(Integer.parseInt(line.substring(OVER.length())));
                if (parts.count() >= count) {
                    return;
                }
            }
        }
    }
}
