package dev.spike.testkit.linearizability;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of a history's operations in which the model gives every answer, and in which whoever was answered
 * before another asked comes first. The search of Wing and Gong (1993), which never visits a place twice (Lowe, 2017):
 *
 * <pre>
 *   A  [==== spend 7: done, 3 ====]                 B, A: the spend is decided after the read
 *   B       [= balance: 10 =]                       C may come first only if neither was answered before it asked
 *   C                        [= spend 5: declined, 3 =]
 * </pre>
 *
 * What has no answer yet took effect or did not: its place is open. n operations of t threads: at most (n/t + 1)^t sets of
 * operations are visited, each with as many balances as its orders lead to.
 */
final class Search {

    private static final int OPERATIONS_MAX = Long.SIZE;

    private final List<Operation> operations;
    private final Set<Place> visited = new HashSet<>();
    private final long answered;

    /** @param placed a bit for each operation whose place in the order is found */
    private record Place(long placed, SmallLedger ledger) {}

    private Search(List<Operation> operations) {
        if (operations.size() > OPERATIONS_MAX) {
            throw new IllegalArgumentException(
                    "The history has " + operations.size() + " operations; give at most " + OPERATIONS_MAX + ".");
        }
        this.operations = operations;
        long answered = 0;
        for (int i = 0; i < operations.size(); i++) {
            answered |= operations.get(i).isAnswered() ? bit(i) : 0;
        }
        this.answered = answered;
    }

    /** Whether there is such an order, beginning with the account as given. */
    static boolean finds(SmallLedger before, List<Operation> operations) {
        return new Search(operations).goesOnFrom(new Place(0, before));
    }

    private boolean goesOnFrom(Place place) {
        if ((place.placed() & answered) == answered) {
            return true;
        }
        if (!visited.add(place)) {
            return false;
        }
        long firstAnswer = firstAnswerAfter(place);
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if ((place.placed() & bit(i)) != 0 || operation.asked() > firstAnswer) {
                continue;
            }
            var after = place.ledger().after(operation.request(), operation.answer());
            if (after.isPresent()) {
                if (goesOnFrom(new Place(place.placed() | bit(i), after.get()))) {
                    return true;
                }
                if (after.get().equals(place.ledger())) {
                    // it fits here and moves nothing, so any order in which it comes later holds with it here too
                    return false;
                }
            }
        }
        return false;
    }

    /** Whoever asked later than this must wait for that answer. */
    private long firstAnswerAfter(Place place) {
        long first = Operation.NEVER;
        for (int i = 0; i < operations.size(); i++) {
            if ((place.placed() & bit(i)) == 0) {
                first = Math.min(first, operations.get(i).answered());
            }
        }
        return first;
    }

    private static long bit(int i) {
        return 1L << i;
    }
}
