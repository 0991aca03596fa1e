package dev.spike.benchmarks;

import dev.spike.benchmarks.BenchPlan.Cell;
import dev.spike.benchmarks.Report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ledger beside the reference design: every cell is measured for both, one right after the other, in each round, so
 * that a machine that slows down or is disturbed slows both. Whoever was first in one round is second in the next.
 */
final class Comparison {

    private final BenchPlan plan;
    private final BenchDatabase database;
    private final Consumer<String> says;
    private final Design ledger;
    private final Design reference;
    private final Wal wal;
    private final Map<Cell, List<Pair>> pairs = new LinkedHashMap<>();
    private long ledgerSpends;

    /** Both designs in one cell and round. */
    record Pair(Sample ledger, Sample reference) {}

    Comparison(BenchPlan plan, BenchDatabase database, Consumer<String> says) {
        this.plan = plan;
        this.database = database;
        this.says = says;
        this.ledger = new LedgerDesign(database.pool());
        this.reference = new ReferenceDesign(database.pool());
        this.wal = new Wal(database.pool());
    }

    Report run() throws Exception {
        says.accept("filling " + plan.accounts() + " accounts of each design");
        ledger.fill(plan.accounts());
        reference.fill(plan.accounts());
        var store = new LedgerStore(database.pool());
        long usedBefore = store.count().used();
        for (var cell : plan.cells()) {
            says.accept("warming up: " + cell);
            measure(new Load(plan.warmUp(), wal), cell, 0);
        }
        var load = new Load(plan, wal);
        for (int round = 1; round <= plan.rounds(); round++) {
            says.accept("round " + round + " of " + plan.rounds());
            for (var cell : plan.cells()) {
                pairs.computeIfAbsent(cell, key -> new ArrayList<>()).add(measure(load, cell, round));
            }
        }
        says.accept("the last credits, then the law of the balance over all accounts");
        var lastCredits = LastCredits.race(plan.mostCallers(), ledger, reference);
        var law = Law.of(store.count(), usedBefore + ledgerSpends + lastCredits.ledger());
        return new Report(database.description(), plan.accounts(), plan.rounds(), rows(), lastCredits, law);
    }

    private Pair measure(Load load, Cell cell, int round) throws Exception {
        long seed = round * 1_000L;
        Pair pair;
        if (round % 2 == 0) {
            var first = load.run(reference, cell, seed);
            pair = new Pair(load.run(ledger, cell, seed), first);
        } else {
            var first = load.run(ledger, cell, seed);
            pair = new Pair(first, load.run(reference, cell, seed));
        }
        ledgerSpends += pair.ledger().spends();
        return pair;
    }

    private List<Row> rows() {
        return pairs.entrySet().stream()
                .map(entry -> Row.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
