package dev.spike.benchmarks;

import dev.spike.embedded.DurablePostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    public Integer call() throws Exception {
        var desk = Desk.of(spec);
        desk.check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        desk.check("--beside", beside, BenchPlan.ACCOUNTS_MAX);
        desk.check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        return desk.measured(() -> {
            var report = desk.onServer(data, postgres -> measure(desk, postgres));
            desk.prints(report.table());
            return report.isEqualInStatements() ? 0 : 1;
        });
    }

    private DueComparison.Report measure(Desk desk, DurablePostgres postgres) throws SQLException {
        try (var many = database(postgres, BenchDatabase.SCHEMA);
                var few = database(postgres, BenchDatabase.SCHEMA + "_few")) {
            desk.says(many.description());
            var comparison = new DueComparison(new DueShop(many.pool()), new DueShop(few.pool()));
            return comparison.run(accounts, beside, rounds, desk::says);
        }
    }

    private static BenchDatabase database(DurablePostgres postgres, String schema) throws SQLException {
        return BenchDatabase.at(postgres.url(), postgres.user(), postgres.password(), CONNECTIONS, schema);
    }
}
