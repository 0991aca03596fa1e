package dev.spike.spring.nodes;

import dev.spike.embedded.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of {@link NodeApplication}. */
final class Node implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final PrintWriter asks;
    private final BufferedReader answers;
    private final List<String> log = new ArrayList<>();

    private Node(Process process) {
        this.process = process;
        this.asks = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** It starts; whether it has is known by its first answer. */
    static Node on(TestDatabase database) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                NodeApplication.class.getName(),
                "--spring.config.location=classpath:/dev/spike/spring/nodes/application.yml");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SPRING_DATASOURCE_URL", database.url());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", database.user());
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", database.password());
        return new Node(builder.redirectErrorStream(true).start());
    }

    void ask(String what) {
        asks.println(what);
    }

    /** The answer to what was asked first; waits for it. */
    String answer() {
        try {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(NodeApplication.ANSWER)) {
                    return line.substring(NodeApplication.ANSWER.length());
                }
                log.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("The node has ended without an answer; it said:\n" + String.join("\n", log));
    }

    /** It ends by itself when nobody asks any more. */
    @Override
    public void close() {
        asks.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
