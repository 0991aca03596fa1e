package dev.spike.benchmarks;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.embedded.DurablePostgres;
import dev.spike.embedded.EmbeddedPostgresException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that measure have in common: they check what was asked, start a server, and say what came of it. */
final class Desk {

    private final CommandLine commandLine;

    private Desk(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    static Desk of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("The command is run by picocli: new CommandLine(command).");
        }
        return new Desk(spec.commandLine());
    }

    void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw wrongUse(option + " is " + value + "; give 1 to " + most + ".", null);
        }
    }

    CommandLine.ParameterException wrongUse(@Nullable String message, @Nullable Throwable cause) {
        return new CommandLine.ParameterException(commandLine, String.valueOf(message), cause);
    }

    /** The exit status: that of the measuring, or 1 where nothing could be measured. */
    int measured(Callable<Integer> measuring) throws Exception {
        try {
            return measuring.call();
        } catch (EmbeddedPostgresException | PoolInitializationException | SQLException | IllegalStateException e) {
            says("Nothing was measured: " + e.getMessage());
            return 1;
        }
    }

    /** What is done with a server. */
    interface OnServer<T> {

        T with(DurablePostgres postgres) throws Exception;
    }

    /** @param data where it keeps its data; none is a temporary folder */
    <T> T onServer(@Nullable Path data, OnServer<T> work) throws Exception {
        if (data != null) {
            try (var postgres = start(data)) {
                return work.with(postgres);
            }
        }
        try (var folder = TemporaryFolder.create();
                var postgres = start(folder.path())) {
            folder.deleteAtExitAfter(postgres.serverPid());
            return work.with(postgres);
        }
    }

    private DurablePostgres start(Path folder) {
        says("starting PostgreSQL on " + folder);
        return DurablePostgres.start(folder);
    }

    void prints(String text) {
        commandLine.getOut().print(text);
        commandLine.getOut().flush();
    }

    void says(String line) {
        commandLine.getErr().println(line);
        commandLine.getErr().flush();
    }
}
