package dev.spike.benchmarks;

import dev.spike.benchmarks.BenchPlan.Cell;
import dev.spike.benchmarks.Comparison.Pair;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** What a run found, for eyes and for programs. */
record Report(String database, int accounts, int rounds, List<Row> rows, LastCredits lastCredits, Law law) {

    /** Medians of the rounds; the ratio is ledger to reference, taken within each round. */
    record Row(Workload workload, int callers, Spread<BigDecimal> ratio, Figures ledger, Figures reference) {

        static Row of(Cell cell, List<Pair> pairs) {
            return new Row(
                    cell.workload(),
                    cell.callers(),
                    Spread.of(pairs.stream().map(Row::ratio).toList()),
                    Figures.of(pairs, Pair::ledger),
                    Figures.of(pairs, Pair::reference));
        }

        private static BigDecimal ratio(Pair pair) {
            return BigDecimal.valueOf(pair.ledger().perSecond())
                    .divide(BigDecimal.valueOf(Math.max(1, pair.reference().perSecond())), 2, RoundingMode.HALF_UP);
        }
    }

    /** One design in one cell. */
    record Figures(
            Spread<Long> perSecond, Spread<Long> p50Micros, Spread<Long> p99Micros, Spread<Long> walBytesPerSpend) {

        static Figures of(List<Pair> pairs, Function<Pair, Sample> design) {
            var samples = pairs.stream().map(design).toList();
            return new Figures(
                    Spread.of(samples.stream().map(Sample::perSecond).toList()),
                    Spread.of(samples.stream().map(Sample::p50Micros).toList()),
                    Spread.of(samples.stream().map(Sample::p99Micros).toList()),
                    Spread.of(samples.stream().map(Sample::walBytes).toList()));
        }
    }

    String json() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String table() {
        var text = new StringBuilder();
        line(
                text,
                "%s; %,d accounts; medians of %d rounds, lowest and highest in brackets",
                database,
                accounts,
                rounds);
        line(text, "");
        line(text, "%-28s %-10s %-24s %9s %9s %8s", "ledger / reference", "", "spends/s", "p50 us", "p99 us", "WAL B");
        for (var row : rows) {
            var ratio = row.ratio();
            line(
                    text,
                    "%s: %sx  (%s..%s)",
                    new Cell(row.workload(), row.callers()),
                    ratio.median(),
                    ratio.min(),
                    ratio.max());
            design(text, "ledger", row.ledger());
            design(text, "reference", row.reference());
        }
        line(text, "");
        line(
                text,
                "%d callers for the last %d credits: ledger gave %d, reference %d",
                lastCredits.callers(),
                lastCredits.affordable(),
                lastCredits.ledger(),
                lastCredits.reference());
        line(text, "%s", law.sentence());
        return text.toString();
    }

    private static void design(StringBuilder text, String name, Figures figures) {
        var rate = figures.perSecond();
        line(
                text,
                "%-28s %-10s %-24s %,9d %,9d %,8d",
                "",
                name,
                String.format(Locale.ROOT, "%,d (%,d..%,d)", rate.median(), rate.min(), rate.max()),
                figures.p50Micros().median(),
                figures.p99Micros().median(),
                figures.walBytesPerSpend().median());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
