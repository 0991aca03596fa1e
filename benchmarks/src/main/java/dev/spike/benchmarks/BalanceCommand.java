package dev.spike.benchmarks;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.embedded.DurablePostgres;
import dev.spike.embedded.EmbeddedPostgresException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spike bench balance}: measures a balance that is remembered beside one that is read. */
@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures balances per second and caller where the process remembers them, with the cache as it is unless set"
                    + " (10,000 balances, each for a second), beside balances read of the account's row, one right after the"
                    + " other in every round. What counts is the ratio.",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong use"})
final class BalanceCommand implements Callable<Integer> {

    private static final int CONNECTIONS_MIN = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100",
            description = "Accounts, ${DEFAULT-VALUE} unless given.")
    private int accounts;

    @Option(
            names = "--callers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Callers, ${DEFAULT-VALUE} unless given.")
    private int callers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds, ${DEFAULT-VALUE} unless given.")
    private int rounds;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Milliseconds for each, ${DEFAULT-VALUE} unless given.")
    private int millis;

    @Override
    public Integer call() throws Exception {
        check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        check("--callers", callers, BenchPlan.CALLERS_MAX);
        check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        check("--millis", millis, 60_000);
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

    private BalanceComparison.Report measure() throws Exception {
        try (var folder = TemporaryFolder.create();
                var postgres = start(folder);
                var database = BenchDatabase.at(
                        postgres.url(), postgres.user(), postgres.password(), Math.max(CONNECTIONS_MIN, callers))) {
            folder.deleteAtExitAfter(postgres.serverPid());
            says(database.description());
            return new BalanceComparison(database.pool(), accounts, callers, Duration.ofMillis(millis)).run(rounds);
        }
    }

    private DurablePostgres start(TemporaryFolder folder) {
        says("starting PostgreSQL on " + folder.path());
        return DurablePostgres.start(folder.path());
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("The command is run by picocli: new CommandLine(new BalanceCommand()).");
        }
        return spec.commandLine();
    }

    private void says(String line) {
        commandLine().getErr().println(line);
        commandLine().getErr().flush();
    }
}
