package dev.spike.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Starts a load in a process of its own and kills it, or its PostgreSQL, with a signal that nobody can catch. */
final class Killer {

    /** The longest a load is left to work before it is killed. */
    private static final int MILLIS_MAX = 1_200;

    /** Long enough for a machine that is busy with something else. */
    private static final long SECONDS_MAX = 60;

    /** A stack trace of a failure and its cause. */
    private static final int LOG_LINES = 40;

    private final Path data;
    private final Path journal;
    private final Path log;
    private final SplittableRandom random;

    Killer(Path data, Path journal, long seed) {
        this.data = data;
        this.journal = journal;
        this.log = data.resolve("crash-load.log");
        this.random = new SplittableRandom(seed);
    }

    /** Whom the signal strikes. */
    enum Victim {
        PROCESS,
        SERVER
    }

    Victim killOnce(long runSeed) throws IOException, InterruptedException {
        var victim = random.nextBoolean() ? Victim.PROCESS : Victim.SERVER;
        var load = new ProcessBuilder(command(runSeed))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var out = load.inputReader(StandardCharsets.UTF_8)) {
            long server = serverOf(out);
            if (load.waitFor(random.nextInt(MILLIS_MAX), TimeUnit.MILLISECONDS)) {
                throw endedByItself();
            }
            kill(victim, load, server);
        } finally {
            load.destroyForcibly();
        }
        return victim;
    }

    private long serverOf(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(CrashLoad.READY + " ")) {
                return Long.parseLong(line.substring(CrashLoad.READY.length() + 1));
            }
        }
        throw endedByItself();
    }

    private IOException endedByItself() throws IOException {
        var lines = Files.readAllLines(log);
        return new IOException("A load ended before it was killed, and this is what it said at last: "
                + String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
    }

    private static void kill(Victim victim, Process load, long server) throws InterruptedException {
        if (victim == Victim.SERVER) {
            ProcessHandle.of(server).ifPresent(ProcessHandle::destroyForcibly);
            load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        }
        load.destroyForcibly();
        load.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
    }

    private List<String> command(long runSeed) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.spike.server.SpikeCommand",
                "crash-load",
                "--data",
                data.toString(),
                "--journal",
                journal.toString(),
                "--seed",
                Long.toString(runSeed)));
    }
}
