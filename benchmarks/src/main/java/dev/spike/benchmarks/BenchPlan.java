package dev.spike.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param window how long each cell is measured, after the callers have run for {@code settle} unmeasured
 */
record BenchPlan(
        int accounts, List<Workload> workloads, List<Integer> callers, int rounds, Duration settle, Duration window) {

    /** Beyond these a run tells nothing new, or needs more connections than a server allows by default. */
    static final int ACCOUNTS_MAX = 10_000_000;

    static final int CALLERS_MAX = 90;
    static final int ROUNDS_MAX = 100;

    /** What migrating the schema holds open at once. */
    private static final int CONNECTIONS_MIN = 3;

    BenchPlan {
        check("accounts", accounts, ACCOUNTS_MAX);
        check("rounds", rounds, ROUNDS_MAX);
        callers.forEach(count -> check("callers", count, CALLERS_MAX));
        if (workloads.isEmpty() || callers.isEmpty() || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "There is nothing to measure: give a workload, a number of callers and a time above zero.");
        }
        workloads = List.copyOf(workloads);
        callers = List.copyOf(callers);
    }

    private static void check(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("The number of " + what + " is " + value + "; give 1 to " + most + ".");
        }
    }

    /** Each cell once and shorter, so that code is compiled and statements are prepared. */
    BenchPlan warmUp() {
        return new BenchPlan(accounts, workloads, callers, 1, settle, window.dividedBy(3));
    }

    int mostCallers() {
        return callers.stream().mapToInt(count -> count).max().orElseThrow();
    }

    /** One for each caller, so that callers wait for the database and never for the pool. */
    int connections() {
        return Math.max(CONNECTIONS_MIN, mostCallers());
    }

    List<Cell> cells() {
        return workloads.stream()
                .flatMap(workload -> callers.stream().map(count -> new Cell(workload, count)))
                .toList();
    }

    /** One circumstance in which all designs are measured. */
    record Cell(Workload workload, int callers) {

        @Override
        public String toString() {
            return workload.title() + ", " + callers + (callers == 1 ? " caller" : " callers");
        }
    }
}
