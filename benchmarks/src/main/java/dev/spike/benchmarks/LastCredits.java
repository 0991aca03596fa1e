package dev.spike.benchmarks;

import java.util.List;

/** What happens when many want the last credits of one account at once: how many got one. */
record LastCredits(int callers, long affordable, long ledger, long reference) {

    private static final long AFFORDABLE = 333;

    static LastCredits race(int callers, Design ledger, Design reference) throws Exception {
        return new LastCredits(callers, AFFORDABLE, race(callers, ledger), race(callers, reference));
    }

    private static long race(int callers, Design design) throws Exception {
        String owner = "nearly-empty";
        design.open(owner, AFFORDABLE);
        List<Long> got = Load.together(callers, (caller, go) -> {
            go.await();
            long spends = 0;
            while (design.spendOne(owner)) {
                spends++;
            }
            return spends;
        });
        return got.stream().mapToLong(spends -> spends).sum();
    }
}
