package dev.spike.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.contract.Engines;
import dev.spike.testkit.walk.Books;
import dev.spike.testkit.walk.Ground;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spike walk}: random steps over all verbs of the ledger beside a model of its rules. */
@Command(
        name = "walk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes random steps over all verbs of the ledger, on a PostgreSQL of its own, and compares what it says after each"
                    + " with a tiny model of the rules; in the end also the balance at past and future instants.",
            "Ends by proving the law of the balance over all accounts."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no rule was broken",
            "1:a rule was broken, as the fewest steps found that break it show",
            "2:wrong use"
        })
final class WalkCommand implements Callable<Integer> {

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Steps for each seed; default: ${DEFAULT-VALUE}.")
    private long steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            description = "Repeats the steps of a run, or of several; default: a new one.")
    private List<Long> seeds = List.of(new Random().nextInt() & 0xFFFFFFL);

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Walks at once, 1 to 16; default: 2.")
    private int threads;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (steps < 1 || threads < 1 || threads > 16) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Steps are 1 or more, and threads 1 to 16; one of these is not.");
        }
        try (var database = FastPostgres.database(
                        "walk",
                        dataSource -> LedgerSchema.migrate(
                                dataSource, Ground.of(0).clock().instant()));
                var pool = pool(database)) {
            boolean kept = true;
            for (long seed : seeds) {
                kept = walk(seed, pool) && kept;
            }
            return kept ? 0 : 1;
        }
    }

    private HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(threads);
        return new HikariDataSource(config);
    }

    private boolean walk(long seed, DataSource dataSource) throws InterruptedException {
        var pace = new Pace(spec.commandLine().getErr(), steps);
        var walks = new Walks(setup -> Engines.on(dataSource, setup), new Books(dataSource), threads, pace::advance);
        var outcome = walks.run(seed, steps);
        long perSecond = pace.perSecond();
        var verified = new LedgerVerifier(dataSource).verify();
        print(seed, outcome, perSecond);
        var out = spec.commandLine().getOut();
        out.println("verify       " + (verified.findings().isEmpty() ? "clean" : verified.findings()));
        out.flush();
        return outcome.violation() == null && verified.findings().isEmpty();
    }

    private void print(long seed, Walks.Outcome outcome, long perSecond) {
        PrintWriter out = spec.commandLine().getOut();
        var walked = outcome.walked();
        out.printf(Locale.ROOT, "seed         %d%n", seed);
        out.printf(Locale.ROOT, "steps        %,d on %,d walks, %,d/s%n", walked.steps(), outcome.walks(), perSecond);
        out.printf(Locale.ROOT, "invariants   %,d checked%n", walked.compared());
        out.printf(Locale.ROOT, "balanceAt    %,d past and future instants compared%n", walked.instants());
        out.printf(Locale.ROOT, "violations   %d%n", outcome.violation() == null ? 0 : 1);
        if (outcome.violation() != null) {
            out.println(outcome.violation());
        }
    }

    /** Says now and then how many of the steps are taken. Thread-safe. */
    private static final class Pace {

        private static final long PAUSE_NANOS = 10_000_000_000L;

        private final PrintWriter err;
        private final long total;
        private final long started = System.nanoTime();
        private long said = started;
        private long taken;

        private Pace(PrintWriter err, long total) {
            this.err = err;
            this.total = total;
        }

        private synchronized void advance(long steps) {
            taken += steps;
            if (System.nanoTime() - said > PAUSE_NANOS) {
                said = System.nanoTime();
                err.printf(Locale.ROOT, "walk: %,d of %,d steps, %,d/s%n", taken, total, perSecond());
                err.flush();
            }
        }

        private synchronized long perSecond() {
            return taken * 1_000_000_000L / Math.max(1, System.nanoTime() - started);
        }
    }
}
