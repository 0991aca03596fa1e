package dev.spike.server.market;

import dev.spike.server.market.PlanShop.Move;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A node of {@link PlanShop} in a process of its own. Told {@code INSTANT MOVES IDS} it says {@code ready} when a thread for each
 * stands at a barrier, told {@code go} it lets them run, and says {@code done}; any other word is what went wrong.
 */
final class PlanRacer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final String READY = "ready";
    private static final String GO = "go";
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader says;

    private PlanRacer(Process process) {
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
    }

    static PlanRacer start(String url, String user, String password) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlanRacer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("RACE_URL", url);
        builder.environment().put("RACE_USER", user);
        builder.environment().put("RACE_PASSWORD", password);
        return new PlanRacer(builder.start());
    }

    void prepare(Instant at, List<Move> moves, List<String> ids) throws IOException {
        var names = moves.stream().map(Move::name).toList();
        tell(at + " " + String.join(",", names) + " " + String.join(",", ids));
        hear(READY);
    }

    void go() throws IOException {
        tell(GO);
    }

    void end() throws IOException {
        hear(DONE);
    }

    private void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private void hear(String expected) throws IOException {
        var line = says.readLine();
        while (line != null && !line.equals(expected) && !line.startsWith("failed")) {
            line = says.readLine(); // a log
        }
        if (!expected.equals(line)) {
            throw new AssertionError("The other process says " + line + " instead of " + expected);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process itself; ends with its input. */
    public static void main(String... none) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var shop = new PlanShop(setting("RACE_URL"), setting("RACE_USER"), setting("RACE_PASSWORD"))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                run(shop, line.split(" ", 3), in);
                System.out.println(DONE);
            }
        } catch (Exception e) {
            System.out.println("failed " + e);
            throw e;
        }
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name));
    }

    private static void run(PlanShop shop, String[] round, BufferedReader in) throws Exception {
        shop.at(Instant.parse(round[0]));
        var tasks = new ArrayList<Callable<String>>();
        for (var move :
                Arrays.stream(round[1].split(",", -1)).map(Move::valueOf).toList()) {
            for (var id : round[2].split(",", -1)) {
                tasks.add(() -> {
                    shop.make(move, id);
                    return id;
                });
            }
        }
        var barrier = new CyclicBarrier(tasks.size() + 1);
        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            var running = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        return task.call();
                    }))
                    .toList();
            System.out.println(READY);
            if (!GO.equals(in.readLine())) {
                throw new IllegalStateException("It was not told to go.");
            }
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (var each : running) {
                each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
