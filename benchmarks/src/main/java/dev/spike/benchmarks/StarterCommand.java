package dev.spike.benchmarks;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.embedded.DurablePostgres;
import dev.spike.embedded.EmbeddedPostgresException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spike bench starter}: measures what the starter adds to the library. */
@Command(
        name = "starter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a spend and a balance as a Spring Boot application asks for them, without and with observations, beside"
                    + " the library alone: one caller, each in turn. What counts is the ratio.",
            "The server does not wait for its disk, which would hide what is added.",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong use"})
final class StarterCommand implements Callable<Integer> {

    private static final int CONNECTIONS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100",
            description = "Accounts, ${DEFAULT-VALUE} unless given.")
    private int accounts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds, ${DEFAULT-VALUE} unless given.")
    private int rounds;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Calls of each in a round, ${DEFAULT-VALUE} unless given.")
    private int calls;

    @Override
    public Integer call() throws Exception {
        check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        check("--calls", calls, 100_000);
        try {
            var report = measure();
            commandLine().getOut().print(report.table());
            commandLine().getOut().flush();
            return 0;
        } catch (EmbeddedPostgresException | PoolInitializationException | SQLException | IllegalStateException e) {
            says("Nothing was measured: " + e.getMessage());
            return 1;
        }
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new CommandLine.ParameterException(
                    commandLine(), option + " is " + value + "; give 1 to " + most + ".");
        }
    }

    private StarterComparison.Report measure() throws Exception {
        try (var folder = TemporaryFolder.create();
                var postgres = start(folder);
                var database = BenchDatabase.at(url(postgres), postgres.user(), postgres.password(), CONNECTIONS)) {
            folder.deleteAtExitAfter(postgres.serverPid());
            says(database.description());
            return new StarterComparison(database.pool(), accounts, calls).run(rounds);
        }
    }

    private static String url(DurablePostgres postgres) {
        return postgres.url() + (postgres.url().contains("?") ? "&" : "?") + "options=-c%20synchronous_commit=off";
    }

    private DurablePostgres start(TemporaryFolder folder) {
        says("starting PostgreSQL on " + folder.path());
        return DurablePostgres.start(folder.path());
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("The command is run by picocli: new CommandLine(new StarterCommand()).");
        }
        return spec.commandLine();
    }

    private void says(String line) {
        commandLine().getErr().println(line);
        commandLine().getErr().flush();
    }
}
