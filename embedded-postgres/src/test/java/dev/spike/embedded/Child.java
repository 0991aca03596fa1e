package dev.spike.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Another JVM that starts a server on a folder, says so, and stays until it is killed or its input ends. It says
 * {@code ready PID PORT} or {@code refused CODE}.
 */
record Child(Process process, String said) implements AutoCloseable {

    static Child durable(Path folder) {
        return start("durable", folder);
    }

    static Child fast(Path folder) {
        return start("fast", folder);
    }

    ProcessHandle server() {
        return ProcessHandle.of(Long.parseLong(said.split(" ", -1)[1])).orElseThrow();
    }

    /** As {@code kill -9} does. */
    void killed() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill} and Ctrl-C do. */
    void terminated() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        killed();
    }

    private static Child start(String kind, Path folder) {
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    kind,
                    folder.toString()));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            while (line != null && !line.startsWith("ready") && !line.startsWith("refused")) {
                line = output.readLine(); // its log
            }
            return new Child(process, String.valueOf(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] words) throws IOException {
        Path folder = Path.of(words[1]);
        try {
            if (words[0].equals("durable")) {
                DurablePostgres postgres = DurablePostgres.start(folder);
                Sql.run(postgres.dataSource(), "CREATE TABLE IF NOT EXISTS kept AS SELECT 'committed' AS word");
                System.out.println("ready " + postgres.serverPid() + " " + postgres.port());
            } else {
                FastServer server = FastServer.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                System.out.println("ready " + server.serverPid() + " 0");
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println("refused " + e.code());
            return;
        }
        while (System.in.read() >= 0) {
            // stays
        }
    }
}
