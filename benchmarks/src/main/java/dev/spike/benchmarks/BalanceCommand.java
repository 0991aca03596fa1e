package dev.spike.benchmarks;

import dev.spike.embedded.DurablePostgres;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        var desk = Desk.of(spec);
        desk.check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        desk.check("--callers", callers, BenchPlan.CALLERS_MAX);
        desk.check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        desk.check("--millis", millis, 60_000);
        return desk.measured(() -> {
            desk.prints(desk.onServer(null, postgres -> measure(desk, postgres)).table());
            return 0;
        });
    }

    private BalanceComparison.Report measure(Desk desk, DurablePostgres postgres) throws Exception {
        try (var database = BenchDatabase.at(
                postgres.url(), postgres.user(), postgres.password(), Math.max(CONNECTIONS_MIN, callers))) {
            desk.says(database.description());
            return new BalanceComparison(database.pool(), accounts, callers, Duration.ofMillis(millis)).run(rounds);
        }
    }
}
