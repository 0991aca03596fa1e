package dev.spike.server.market;

import dev.spike.server.market.Market.Visits;
import dev.spike.server.market.MarketLoad.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Runs a load in processes of its own, and kills them with a signal that nobody can catch. */
final class Killing {

    private static final String VISITED = "visited ";
    private static final String REPEATED = "repeated";
    private static final int MILLIS_MAX = 200;
    private static final long SECONDS_MAX = 60;

    private final Plan plan;
    private final LoadProcess process;
    private final SplittableRandom random;

    Killing(Plan plan, LoadProcess process) {
        this.plan = plan;
        this.process = process;
        this.random = new SplittableRandom(plan.seed());
    }

    /** What a load prints for {@link #run} to read. */
    static Told printing(PrintStream out) {
        return new Told() {

            @Override
            public void visited(int number) {
                out.println(VISITED + number);
            }

            @Override
            public void repeated() {
                out.println(REPEATED);
            }
        };
    }

    /** The kills that struck, one in each equal part of the visits; the last load is left to end. */
    int run(int kills, Visits visits) throws IOException, InterruptedException {
        int killed = 0;
        for (int kill = 0; kill < kills; kill++) {
            long from = (long) plan.visits() * kill / kills;
            long until = (long) plan.visits() * (kill + 1) / kills;
            killed += load(visits, from + random.nextLong(until - from)) ? 1 : 0;
        }
        if (visits.count() < plan.visits()) {
            load(visits, Long.MAX_VALUE);
        }
        return killed;
    }

    /** Whether it was killed, a moment after so many visits were over; it may have ended before. */
    private boolean load(Visits visits, long killedAfter) throws IOException, InterruptedException {
        var load = process.start(visits.next());
        try (var out = load.inputReader(StandardCharsets.UTF_8)) {
            boolean isDue = visits.count() >= killedAfter || readUntil(out, visits, killedAfter);
            boolean ended = isDue
                    ? load.waitFor(random.nextInt(MILLIS_MAX), TimeUnit.MILLISECONDS)
                    : load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            load.toHandle().destroyForcibly(); // by its handle, so that what it printed can still be read
            load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            readUntil(out, visits, Long.MAX_VALUE);
            if (ended && load.exitValue() != 0) {
                throw new IOException("A load ended with " + load.exitValue() + " before it was killed; above is why.");
            }
            return !ended;
        } finally {
            load.destroyForcibly();
        }
    }

    /** Whether so many visits are over; if not, there is no more to read. */
    private static boolean readUntil(BufferedReader out, Visits visits, long count) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(REPEATED)) {
                visits.repeated();
            } else if (line.matches(VISITED + "\\d+")) {
                visits.visited(Integer.parseInt(line.substring(VISITED.length())));
                if (visits.count() >= count) {
                    return true;
                }
            }
        }
        return false;
    }
}
