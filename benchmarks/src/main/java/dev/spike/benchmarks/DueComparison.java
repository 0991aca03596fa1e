package dev.spike.benchmarks;

import dev.spike.benchmarks.DueShop.Run;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The same ten renewals among many subscribers and among few, one right after the other in every round. Whoever was first in
 * one round is second in the next.
 */
final class DueComparison {

    /** So that code is compiled and statements are prepared. */
    private static final int WARM_UP = 6;

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    private final DueShop many;
    private final DueShop few;

    DueComparison(DueShop many, DueShop few) {
        this.many = many;
        this.few = few;
    }

    /** Both in one round. */
    record Pair(Run many, Run few) {

        BigDecimal ratio() {
            return BigDecimal.valueOf(many.nanos()).divide(BigDecimal.valueOf(few.nanos()), 2, RoundingMode.HALF_UP);
        }
    }

    /** What the rounds gave; the ratio is taken within each. */
    record Report(int accountsMany, int accountsFew, List<Pair> pairs) {

        boolean isEqualInStatements() {
            return pairs.stream()
                    .allMatch(pair -> pair.many().statements() == pair.few().statements());
        }

        String table() {
            var ratio = Spread.of(pairs.stream().map(Pair::ratio).toList());
            return line("%d renewals, %d rounds: median, lowest and highest in brackets", DueShop.DUE, pairs.size())
                    + shop(accountsMany, Pair::many)
                    + shop(accountsFew, Pair::few)
                    + line("ratio of times: %s  (%s..%s)", ratio.median(), ratio.min(), ratio.max())
                    + line(
                            "statements: %s",
                            isEqualInStatements() ? "equal in every round" : "NOT equal in every round");
        }

        private String shop(int accounts, Function<Pair, Run> which) {
            var runs = pairs.stream().map(which).toList();
            var millis = Spread.of(runs.stream().map(run -> millis(run.nanos())).toList());
            var statements = Spread.of(runs.stream().map(Run::statements).toList());
            return line(
                    "among %,9d accounts: %s ms  (%s..%s), %d statements  (%d..%d)",
                    accounts,
                    millis.median(),
                    millis.min(),
                    millis.max(),
                    statements.median(),
                    statements.min(),
                    statements.max());
        }

        private static BigDecimal millis(long nanos) {
            return BigDecimal.valueOf(nanos).divide(NANOS_PER_MILLI, 1, RoundingMode.HALF_UP);
        }

        private static String line(String format, Object... values) {
            return String.format(Locale.ROOT, format, values) + "\n";
        }
    }

    Report run(int accountsMany, int accountsFew, int rounds, Consumer<String> says) throws SQLException {
        says.accept("filling " + accountsMany + " and " + accountsFew + " accounts");
        many.fill(accountsMany);
        few.fill(accountsFew);
        var pairs = new ArrayList<Pair>();
        for (int month = 1; month <= WARM_UP + rounds; month++) {
            var pair = round(month);
            if (month > WARM_UP) {
                pairs.add(pair);
            }
        }
        return new Report(accountsMany, accountsFew, pairs);
    }

    private Pair round(int month) {
        if (month % 2 == 0) {
            var first = few.run(month);
            return new Pair(many.run(month), first);
        }
        var first = many.run(month);
        return new Pair(first, few.run(month));
    }
}
