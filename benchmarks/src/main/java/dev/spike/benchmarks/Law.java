package dev.spike.benchmarks;

import java.util.Locale;

/**
 * The proof after the run.
 *
 * @param holds whether every balance is the sum of its rows, and rows, receipts and callers agree on what was spent
 * @param acknowledged credits that callers were told are spent, counted by the callers
 */
record Law(boolean holds, LedgerStore.Count count, long acknowledged) {

    static Law of(LedgerStore.Count count, long acknowledged) {
        boolean holds =
                count.unlawfulAccounts() == 0 && count.used() == acknowledged && count.receipted() == acknowledged;
        return new Law(holds, count, acknowledged);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "the law of the balance %s: %,d of %,d accounts differ; %,d spent by the rows, %,d by the receipts, %,d by the callers",
                holds ? "holds" : "IS BROKEN",
                count.unlawfulAccounts(),
                count.accounts(),
                count.used(),
                count.receipted(),
                acknowledged);
    }
}
