package dev.spike.benchmarks;

import dev.spike.benchmarks.Growth.Grown;
import dev.spike.benchmarks.GrowthStore.Relation;
import java.util.LinkedHashSet;
import java.util.Locale;

/** What a million spends add, where a day's spends share a row and where every spend is kept, side by side. */
record GrowthReport(Growth.Plan plan, Grown grouped, Grown every) {

    private static final long MEGABYTE = 1_000_000;
    private static final long LEAST_SHOWN = MEGABYTE / 2;

    String table() {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "MB that a million spends add, by %,d spends of %,d accounts, %d on each of %d days, keys of 36 characters%n%n",
                plan.spent(),
                plan.accounts(),
                plan.onEachDay(),
                plan.days()));
        text.append(line("", "grouped by day", "every spend kept"));
        var relations = new LinkedHashSet<>(grouped.bytes().keySet());
        relations.addAll(every.bytes().keySet());
        relations.removeIf(relation -> of(grouped, relation) < LEAST_SHOWN && of(every, relation) < LEAST_SHOWN);
        for (var relation : relations) {
            text.append(line(
                    (relation.isIndex() ? "  index " : "") + relation.name(),
                    megabytes(of(grouped, relation)),
                    megabytes(of(every, relation))));
        }
        return text.append(line("in all", megabytes(grouped.inAll()), megabytes(every.inAll())))
                .append(line("write-ahead log", megabytes(grouped.wal()), megabytes(every.wal())))
                .toString();
    }

    private static long of(Grown grown, Relation relation) {
        return grown.bytes().getOrDefault(relation, 0L);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", Math.round(bytes / (double) MEGABYTE));
    }

    private static String line(String what, String grouped, String every) {
        return String.format(Locale.ROOT, "%-50s %16s %18s%n", what, grouped, every);
    }
}
