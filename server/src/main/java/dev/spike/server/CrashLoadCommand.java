package dev.spike.server;

import dev.spike.server.crash.CrashLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "crash-load",
        hidden = true,
        description = "The load that 'crash' kills.",
        mixinStandardHelpOptions = true)
final class CrashLoadCommand implements Callable<Integer> {

    /** A pool that is a little too small, so that clients also wait for connections. */
    private static final int CONNECTIONS = 5;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of the database.")
    private Path data = Path.of("");

    @Option(names = "--journal", paramLabel = "FILE", required = true, description = "What was asked and told.")
    private Path journal = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            required = true,
            description = "Of the requests, and part of their keys.")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var open = OpenDatabase.embedded(data, 0, CONNECTIONS)) {
            new CrashLoad(open.dataSource(), journal, seed).run(Objects.requireNonNull(open.serverPid()), System.out);
            return 0;
        }
    }
}
