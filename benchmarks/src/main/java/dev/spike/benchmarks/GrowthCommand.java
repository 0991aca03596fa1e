package dev.spike.benchmarks;

import dev.spike.benchmarks.Growth.Grown;
import dev.spike.embedded.DurablePostgres;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        var desk = Desk.of(spec);
        var plan = plan(desk);
        return desk.measured(() -> {
            desk.prints(desk.onServer(null, postgres -> report(desk, plan, postgres))
                    .table());
            return 0;
        });
    }

    private Growth.Plan plan(Desk desk) {
        try {
            return new Growth.Plan(spends, accounts, days);
        } catch (IllegalArgumentException e) {
            throw desk.wrongUse(e.getMessage(), e);
        }
    }

    private static GrowthReport report(Desk desk, Growth.Plan plan, DurablePostgres postgres) throws Exception {
        return new GrowthReport(plan, grown(desk, plan, postgres, false), grown(desk, plan, postgres, true));
    }

    /** Sizes are the same where nobody waits for the disk. */
    private static Grown grown(Desk desk, Growth.Plan plan, DurablePostgres postgres, boolean everySpendKept)
            throws Exception {
        desk.says("spending " + plan.spent() + (everySpendKept ? " and keeping every spend" : ", grouped by day"));
        try (var database = BenchDatabase.unflushed(postgres, CALLERS)) {
            return new Growth(plan).run(database.pool(), everySpendKept, CALLERS);
        }
    }
}
