package dev.spike.benchmarks;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.embedded.DurablePostgres;
import dev.spike.embedded.EmbeddedPostgresException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spike bench due}: measures that due work costs what is due, and not how many there are. */
@Command(
        name = "due",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures ten renewals that are due among many subscribers beside ten among few, on one server, one right after the"
                    + " other in every round. What counts is the ratio of times and that the statements are as many.",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured, and the statements are as many",
            "1:they are not, or it could not be measured",
            "2:wrong use"
        })
final class DueCommand implements Callable<Integer> {

    /** Of each pool; nobody works at the same time. */
    private static final int CONNECTIONS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many are many, ${DEFAULT-VALUE} unless given.")
    private int accounts;

    @Option(
            names = "--beside",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many are few, ${DEFAULT-VALUE} unless given.")
    private int beside;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "Rounds, ${DEFAULT-VALUE} unless given.")
    private int rounds;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Where the embedded server keeps its data; a temporary folder unless given. Must be on a disk.")
    private @Nullable Path data;

    @Override
    public Integer call() {
        check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        check("--beside", beside, BenchPlan.ACCOUNTS_MAX);
        check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        try {
            var report = data == null ? measure() : measure(data);
            commandLine().getOut().print(report.table());
            commandLine().getOut().flush();
            return report.isEqualInStatements() ? 0 : 1;
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

    private DueComparison.Report measure() throws SQLException {
        try (var folder = TemporaryFolder.create();
                var postgres = start(folder.path())) {
            folder.deleteAtExitAfter(postgres.serverPid());
            return measure(postgres);
        }
    }

    private DueComparison.Report measure(Path folder) throws SQLException {
        try (var postgres = start(folder)) {
            return measure(postgres);
        }
    }

    private DurablePostgres start(Path folder) {
        says("starting PostgreSQL on " + folder);
        return DurablePostgres.start(folder);
    }

    private DueComparison.Report measure(DurablePostgres postgres) throws SQLException {
        try (var many = database(postgres, BenchDatabase.SCHEMA);
                var few = database(postgres, BenchDatabase.SCHEMA + "_few")) {
            says(many.description());
            var comparison = new DueComparison(new DueShop(many.pool()), new DueShop(few.pool()));
            return comparison.run(accounts, beside, rounds, this::says);
        }
    }

    private static BenchDatabase database(DurablePostgres postgres, String schema) throws SQLException {
        return BenchDatabase.at(postgres.url(), postgres.user(), postgres.password(), CONNECTIONS, schema);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("The command is run by picocli: new CommandLine(new DueCommand()).");
        }
        return spec.commandLine();
    }

    private void says(String line) {
        commandLine().getErr().println(line);
        commandLine().getErr().flush();
    }
}
