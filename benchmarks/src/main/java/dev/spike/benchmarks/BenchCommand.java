package dev.spike.benchmarks;

import dev.spike.embedded.DurablePostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spike bench}: measures a spend here beside the reference design. */
@Command(
        name = "bench",
        subcommands = {BalanceCommand.class, DueCommand.class, GrowthCommand.class, StarterCommand.class},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures spends per second of the ledger's single-statement path beside the reference design: sum the balance, "
                    + "lock today's usage, update it, commit.",
            "Both run on the same server and pool, one right after the other in every round. What counts is the ratio. "
                    + "Ends by proving the law of the balance over all accounts."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured, and the law holds",
            "1:the law is broken, or it could not be measured",
            "2:wrong use"
        })
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Accounts, ${DEFAULT-VALUE} unless given.")
    private int accounts;

    @Option(
            names = "--callers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16,64",
            description = "Numbers of callers, ${DEFAULT-VALUE} unless given; 90 at most.")
    private List<Integer> callers = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds, ${DEFAULT-VALUE} unless given.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Seconds for each cell, ${DEFAULT-VALUE} unless given.")
    private int seconds;

    @Option(names = "--hot", description = "Only the one hot account.")
    private boolean hot;

    @Option(names = "--uniform", description = "Only the spends spread over all accounts.")
    private boolean uniform;

    @Option(names = "--quick", description = "About 20 seconds in all: 10,000 accounts, 3 short rounds. Says less.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Where the embedded server keeps its data; a temporary folder unless given. Must be on a disk: "
                            + "in memory there is nothing to flush.")
    private @Nullable Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Measures this PostgreSQL 15 or newer instead: a JDBC URL with user and password. "
                    + "The schema " + BenchDatabase.SCHEMA + " is made in it, and dropped.")
    private @Nullable String databaseUrl;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var desk = Desk.of(spec);
        var plan = plan(desk);
        return desk.measured(() -> {
            var report = measure(desk, plan);
            desk.prints(json ? report.json() : report.table());
            return report.law().holds() ? 0 : 1;
        });
    }

    private BenchPlan plan(Desk desk) {
        var workloads = hot == uniform ? List.of(Workload.values()) : List.of(hot ? Workload.HOT : Workload.UNIFORM);
        try {
            return quick
                    ? new BenchPlan(10_000, workloads, callers, 3, Duration.ofMillis(50), Duration.ofMillis(300))
                    : new BenchPlan(
                            accounts, workloads, callers, rounds, Duration.ofMillis(200), Duration.ofSeconds(seconds));
        } catch (IllegalArgumentException e) {
            throw desk.wrongUse(e.getMessage(), e);
        }
    }

    private Report measure(Desk desk, BenchPlan plan) throws Exception {
        if (databaseUrl != null) {
            try (var database = BenchDatabase.at(databaseUrl, plan.connections())) {
                return new Comparison(plan, database, desk::says).run();
            }
        }
        return desk.onServer(data, postgres -> measure(desk, plan, postgres));
    }

    private static Report measure(Desk desk, BenchPlan plan, DurablePostgres postgres) throws Exception {
        try (var database =
                BenchDatabase.at(postgres.url(), postgres.user(), postgres.password(), plan.connections())) {
            return new Comparison(plan, database, desk::says).run();
        }
    }
}
