package dev.spike.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.HoldId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The search against the plainest one there is: try all orders. Of small random histories, right ones and wrong ones. */
class AllOrdersTest {

    private static final int HISTORIES = 5_000;
    private static final int OPERATIONS = 6;

    @Test
    void the_search_finds_an_order_where_trying_all_does_and_nowhere_else() {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);
        var random = new Random(seed);
        int right = 0;
        for (int i = 0; i < HISTORIES; i++) {
            var history = random(random);
            boolean expected = explains(history.before(), history.operations());

            assertThat(history.isLinearizable())
                    .as("the answer to history %d of the seed %d:%n%s", i, seed, history)
                    .isEqualTo(expected);
            right += expected ? 1 : 0;
        }
        assertThat(right).isBetween(HISTORIES / 20, HISTORIES - HISTORIES / 20);
    }

    private static boolean explains(SmallLedger ledger, List<Operation> left) {
        return left.stream().noneMatch(Operation::isAnswered)
                || left.stream()
                        .anyMatch(first -> mayBeFirst(first, left)
                                && ledger.after(first.request(), first.answer())
                                        .map(after -> explains(after, without(first, left)))
                                        .orElse(false));
    }

    private static boolean mayBeFirst(Operation first, List<Operation> left) {
        return left.stream().noneMatch(other -> other.answered() < first.asked());
    }

    private static List<Operation> without(Operation one, List<Operation> operations) {
        return operations.stream().filter(other -> !other.equals(one)).toList();
    }

    /** Answers given in one order, at instants that may contradict it; now and then an update is lost. */
    private static History random(Random random) {
        var before = SmallLedger.with(5);
        var ledger = before;
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < OPERATIONS; i++) {
            var request = request(random, ledger);
            var next = ledger.next(request, new HoldId(i)).orElseThrow();
            ledger = random.nextInt(12) == 0 ? ledger : next.ledger();
            long asked = 10L * (2 * i + random.nextInt(6)) + i;
            long answered = random.nextInt(12) == 0 ? Operation.NEVER : asked + 10 * random.nextLong(1, 6);
            operations.add(new Operation(i, request, next.answer(), asked, answered));
        }
        return new History(before, operations);
    }

    private static Request request(Random random, SmallLedger ledger) {
        long amount = random.nextLong(1, 4);
        var holds = Stream.concat(ledger.open().keySet().stream(), ledger.closed().keySet().stream())
                .toList();
        int verb = random.nextInt(holds.isEmpty() ? 5 : 8);
        var hold = holds.isEmpty() ? new HoldId(0) : holds.get(random.nextInt(holds.size()));
        return switch (verb) {
            case 0 -> new Request.Add(amount);
            case 1, 2 -> new Request.Spend(amount);
            case 3 -> new Request.Look();
            case 4 -> new Request.SetAside(amount);
            case 5 -> new Request.Capture(hold, amount - 1);
            case 6 -> new Request.CapturePart(hold, amount);
            default -> new Request.Release(hold);
        };
    }
}
