package dev.spike.testkit.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds few of many steps that still fail, by delta debugging: drop a run of steps, keep what fails, halve the run when
 * dropping none of its length helps. What comes back fails, and no single step can be dropped from it.
 */
final class Shrinking {

    private Shrinking() {}

    static <T> List<T> fewest(List<T> failing, Predicate<List<T>> fails) {
        var kept = List.copyOf(failing);
        int run = Math.max(1, kept.size() / 2);
        while (true) {
            var fewer = withoutSomeRun(kept, run, fails);
            if (fewer.size() == kept.size()) {
                if (run == 1) {
                    return kept;
                }
                run = run / 2;
            }
            kept = fewer;
        }
    }

    private static <T> List<T> withoutSomeRun(List<T> steps, int run, Predicate<List<T>> fails) {
        var kept = steps;
        int from = 0;
        while (from < kept.size()) {
            var fewer = new ArrayList<>(kept.subList(0, from));
            fewer.addAll(kept.subList(Math.min(from + run, kept.size()), kept.size()));
            if (fails.test(fewer)) {
                kept = List.copyOf(fewer);
            } else {
                from += run;
            }
        }
        return kept;
    }
}
