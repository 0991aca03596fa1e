package dev.spike.benchmarks;

import dev.spike.embedded.DurablePostgres;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        var desk = Desk.of(spec);
        desk.check("--accounts", accounts, BenchPlan.ACCOUNTS_MAX);
        desk.check("--rounds", rounds, BenchPlan.ROUNDS_MAX);
        desk.check("--calls", calls, 100_000);
        return desk.measured(() -> {
            desk.prints(desk.onServer(null, postgres -> measure(desk, postgres)).table());
            return 0;
        });
    }

    private StarterComparison.Report measure(Desk desk, DurablePostgres postgres) throws Exception {
        try (var database = BenchDatabase.unflushed(postgres, CONNECTIONS)) {
            desk.says(database.description());
            return new StarterComparison(database.pool(), accounts, calls).run(rounds);
        }
    }
}
