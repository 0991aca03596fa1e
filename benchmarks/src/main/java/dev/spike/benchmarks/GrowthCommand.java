package dev.spike.benchmarks;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.benchmarks.Growth.Grown;
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

/** {@code spike bench growth}: measures what spends add to the tables and indexes. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Spends on empty tables of a PostgreSQL of its own, and says how many megabytes a million spends add to each table"
                    + " and index: where the spends of a day share a row, and where every spend is kept.",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:it could not be measured", "2:wrong use"})
final class GrowthCommand implements Callable<Integer> {

    private static final int CALLERS = 8;

    /** Sizes are the same, and nobody waits for the disk. */
    private static final String UNFLUSHED = "options=-c%20synchronous_commit=off";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--spends",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Spends of each kind, ${DEFAULT-VALUE} unless given.")
    private int spends;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Accounts, ${DEFAULT-VALUE} unless given.")
    private int accounts;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "10",
            description = "Days, ${DEFAULT-VALUE} unless given; on each of them every account spends.")
    private int days;

    @Override
    public Integer call() throws Exception {
        var plan = plan();
        try (var folder = TemporaryFolder.create();
                var postgres = DurablePostgres.start(folder.path())) {
            folder.deleteAtExitAfter(postgres.serverPid());
            var report = new GrowthReport(plan, grown(postgres, plan, false), grown(postgres, plan, true));
            commandLine().getOut().print(report.table());
            commandLine().getOut().flush();
            return 0;
        } catch (EmbeddedPostgresException | PoolInitializationException | SQLException | IllegalStateException e) {
            says("Nothing was measured: " + e.getMessage());
            return 1;
        }
    }

    private Growth.Plan plan() {
        try {
            return new Growth.Plan(spends, accounts, days);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Grown grown(DurablePostgres postgres, Growth.Plan plan, boolean everySpendKept) throws Exception {
        says("spending " + plan.spent() + (everySpendKept ? " and keeping every spend" : ", grouped by day"));
        var url = postgres.url() + (postgres.url().contains("?") ? "&" : "?") + UNFLUSHED;
        try (var database = BenchDatabase.at(url, postgres.user(), postgres.password(), CALLERS)) {
            return new Growth(plan).run(database.pool(), everySpendKept, CALLERS);
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("The command is run by picocli: new CommandLine(new GrowthCommand()).");
        }
        return spec.commandLine();
    }

    private void says(String line) {
        commandLine().getErr().println(line);
        commandLine().getErr().flush();
    }
}
