package dev.spike.benchmarks;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The same verbs on the same accounts and pool, asked of the library itself, and in an application as it asks: of the starter's
 * beans, by the interface on its own type, without and with observations. One caller asks all three in turn, beginning with
 * another each time; a round gives the middle of each.
 */
final class StarterComparison {

    /** So that code is compiled and statements are prepared. */
    private static final int WARM_UP = 2;

    private static final int WAYS = 3;

    private final List<Billable> owners;
    private final Credits library;
    private final DataSource pool;
    private final int calls;

    StarterComparison(DataSource pool, int accounts, int calls) throws SQLException {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        LedgerSchema.migrate(pool, now);
        new LedgerStore(pool).fill(accounts, now);
        this.owners = IntStream.rangeClosed(1, accounts)
                .mapToObj(owner -> Billable.of(LedgerStore.BILLABLE_TYPE, Integer.toString(owner)))
                .toList();
        this.library = PostgresCredits.on(pool).build();
        this.pool = pool;
        this.calls = calls;
    }

    /** What is asked of an account; the answer is proof that it was. */
    private enum Asked {
        SPEND {
            @Override
            long of(CreditAccount account) {
                return account.spend(1).receipt().balance().available();
            }
        },
        BALANCE {
            @Override
            long of(CreditAccount account) {
                return account.balance().available();
            }
        };

        abstract long of(CreditAccount account);
    }

    /** The middle of a round's calls, in nanoseconds. */
    record Times(long library, long starter, long observed) {

        BigDecimal starterRatio() {
            return ratio(starter);
        }

        BigDecimal observedRatio() {
            return ratio(observed);
        }

        private BigDecimal ratio(long nanos) {
            return BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(library), 3, RoundingMode.HALF_UP);
        }
    }

    /** What the rounds gave; ratios are taken within each. */
    record Report(int accounts, int calls, List<Times> spends, List<Times> balances) {

        String table() {
            return line(
                            "microseconds for each of %,d calls, %,d accounts, one caller, %d rounds:"
                                    + " median, lowest and highest in brackets",
                            calls, accounts, spends.size())
                    + rows("spend", spends)
                    + rows("balance", balances);
        }

        private static String rows(String verb, List<Times> rounds) {
            var library = micros(rounds.stream().map(Times::library).toList());
            var starter = micros(rounds.stream().map(Times::starter).toList());
            var observed = micros(rounds.stream().map(Times::observed).toList());
            return line("%-8s library             %s", verb, library)
                    + line("%-8s starter             %s  ratio %s", verb, starter, ratios(rounds, Times::starterRatio))
                    + line(
                            "%-8s starter, observed   %s  ratio %s",
                            verb, observed, ratios(rounds, Times::observedRatio));
        }

        private static String micros(List<Long> nanos) {
            var spread = Spread.of(nanos);
            return String.format(
                    Locale.ROOT,
                    "%,6d (%,d..%,d)",
                    spread.median() / 1_000,
                    spread.min() / 1_000,
                    spread.max() / 1_000);
        }

        private static String ratios(List<Times> rounds, Function<Times, BigDecimal> ratio) {
            var spread = Spread.of(rounds.stream().map(ratio).toList());
            return spread.median() + " (" + spread.min() + ".." + spread.max() + ")";
        }

        private static String line(String format, Object... values) {
            return String.format(Locale.ROOT, format, values) + "\n";
        }
    }

    Report run(int rounds) {
        try (var starter = StarterApplication.on(pool, false);
                var observed = StarterApplication.on(pool, true)) {
            var ways = List.of(library, starter.credits(), observed.credits());
            var spends = new ArrayList<Times>();
            var balances = new ArrayList<Times>();
            for (int round = 0; round < WARM_UP + rounds; round++) {
                var spend = round(Asked.SPEND, ways, round);
                var balance = round(Asked.BALANCE, ways, round);
                if (round >= WARM_UP) {
                    spends.add(spend);
                    balances.add(balance);
                }
            }
            return new Report(owners.size(), calls, spends, balances);
        }
    }

    private Times round(Asked asked, List<Credits> ways, int seed) {
        var random = new SplittableRandom(seed);
        var nanos = new long[WAYS][calls];
        for (int call = 0; call < calls; call++) {
            for (int turn = 0; turn < WAYS; turn++) {
                int way = (call + turn) % WAYS;
                var owner = owners.get(random.nextInt(owners.size()));
                long started = System.nanoTime();
                long available = asked.of(ways.get(way).of(owner));
                nanos[way][call] = System.nanoTime() - started;
                if (available <= 0) {
                    throw new IllegalStateException("Account " + owner.billableId() + " ran dry.");
                }
            }
        }
        return new Times(middle(nanos[0]), middle(nanos[1]), middle(nanos[2]));
    }

    private static long middle(long[] nanos) {
        Arrays.sort(nanos);
        return Math.max(1, nanos[(nanos.length - 1) / 2]);
    }
}
