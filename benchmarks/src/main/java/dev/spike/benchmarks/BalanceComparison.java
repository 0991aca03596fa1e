package dev.spike.benchmarks;

import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The same balances, read of the account's row and remembered as an application gets it that asks for no more than that they be
 * cached; one right after the other in every round. Whoever was first in one round is second in the next.
 */
final class BalanceComparison {

    /** So that code is compiled and statements are prepared. */
    private static final int WARM_UP = 2;

    /** So many balances between two looks at the clock. */
    private static final int BATCH = 64;

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private final List<Billable> owners;
    private final Credits reading;
    private final Credits remembering;
    private final int callers;
    private final Duration window;

    BalanceComparison(DataSource pool, int accounts, int callers, Duration window) throws SQLException {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        LedgerSchema.migrate(pool, now);
        new LedgerStore(pool).fill(accounts, now);
        this.owners = IntStream.rangeClosed(1, accounts)
                .mapToObj(owner -> Billable.of(LedgerStore.BILLABLE_TYPE, Integer.toString(owner)))
                .toList();
        this.reading = PostgresCredits.on(pool).build();
        this.remembering =
                PostgresCredits.on(pool).cacheBalances(BalanceCache.standard()).build();
        this.callers = callers;
        this.window = window;
    }

    /** Balances told per second and caller, in one round. */
    record Pair(long remembered, long read) {

        BigDecimal ratio() {
            return BigDecimal.valueOf(remembered)
                    .divide(BigDecimal.valueOf(Math.max(1, read)), 0, RoundingMode.HALF_UP);
        }
    }

    /** What the rounds gave; the ratio is taken within each. */
    record Report(int accounts, int callers, long hitPercent, List<Pair> pairs) {

        String table() {
            var ratio = Spread.of(pairs.stream().map(Pair::ratio).toList());
            return line(
                            "balances of %,d accounts per second and caller, %d callers, %d rounds:"
                                    + " median, lowest and highest in brackets",
                            accounts, callers, pairs.size())
                    + row("remembered", pairs.stream().map(Pair::remembered).toList())
                    + row("read", pairs.stream().map(Pair::read).toList())
                    + line("ratio: %s  (%s..%s)", ratio.median(), ratio.min(), ratio.max())
                    + line("answered from memory: %d %%", hitPercent);
        }

        private static String row(String name, List<Long> perSecond) {
            var spread = Spread.of(perSecond);
            return line("%-12s %,12d  (%,d..%,d)", name, spread.median(), spread.min(), spread.max());
        }

        private static String line(String format, Object... values) {
            return String.format(Locale.ROOT, format, values) + "\n";
        }
    }

    Report run(int rounds) throws Exception {
        var pairs = new ArrayList<Pair>();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            var pair = round(round);
            if (round >= WARM_UP) {
                pairs.add(pair);
            }
        }
        long hits = remembering.balanceCache().orElseThrow().hitPercent();
        return new Report(owners.size(), callers, hits, pairs);
    }

    private Pair round(int round) throws Exception {
        if (round % 2 == 0) {
            long first = perSecond(reading, round);
            return new Pair(perSecond(remembering, round), first);
        }
        long first = perSecond(remembering, round);
        return new Pair(first, perSecond(reading, round));
    }

    private long perSecond(Credits credits, int seed) throws Exception {
        var each =
                Load.together(callers, (caller, go) -> calls(credits, new SplittableRandom(31L * seed + caller), go));
        return each.stream().mapToLong(Long::longValue).sum() / callers;
    }

    private long calls(Credits credits, SplittableRandom random, CyclicBarrier go) throws Exception {
        go.await();
        long started = System.nanoTime();
        long told = 0;
        long available = 0;
        long passed;
        do {
            for (int i = 0; i < BATCH; i++) {
                available += credits.of(owners.get(random.nextInt(owners.size())))
                        .balance()
                        .available();
            }
            told += BATCH;
            passed = System.nanoTime() - started;
        } while (passed < window.toNanos());
        if (available != told * (Design.PLENTY - 1)) {
            throw new IllegalStateException("Balances that nobody changed came to " + available + " in " + told + ".");
        }
        return BigDecimal.valueOf(told)
                .multiply(NANOS_PER_SECOND)
                .divide(BigDecimal.valueOf(passed), RoundingMode.HALF_UP)
                .longValueExact();
    }
}
