package dev.spike.testkit.linearizability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What threads asked of one account and were answered, on one counter of ticks.
 *
 * @param before the account before the first request
 * @param operations by the tick at which they were asked
 */
record History(SmallLedger before, List<Operation> operations) {

    History {
        operations = operations.stream()
                .sorted(Comparator.comparingLong(Operation::asked))
                .toList();
    }

    /** Whether the answers could have been given to one request after the other. */
    boolean isLinearizable() {
        return Search.finds(before, operations);
    }

    /** How many operations were asked before an earlier one was answered. */
    long overlaps() {
        long overlaps = 0;
        long lastAnswer = Long.MIN_VALUE;
        for (var operation : operations) {
            overlaps += operation.asked() < lastAnswer ? 1 : 0;
            lastAnswer = Math.max(lastAnswer, operation.answered());
        }
        return overlaps;
    }

    /** Of a history that is not linearizable: up to the answer that broke it, without what moved nothing and is not needed. */
    History smallest() {
        var cut = upToTheFirstWrongAnswer();
        for (var operation : cut.operations()) {
            var fewer = cut.without(operation);
            if (operation.movesNothing() && !fewer.isLinearizable()) {
                cut = fewer;
            }
        }
        return cut;
    }

    private History upToTheFirstWrongAnswer() {
        return operations.stream()
                .map(Operation::answered)
                .sorted()
                .map(this::upTo)
                .filter(cut -> !cut.isLinearizable())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This history is linearizable:\n" + this));
    }

    private History upTo(long tick) {
        return new History(
                before,
                operations.stream()
                        .filter(operation -> operation.asked() < tick)
                        .map(operation -> operation.seenAt(tick))
                        .toList());
    }

    private History without(Operation dropped) {
        return new History(
                before,
                operations.stream()
                        .filter(operation -> !operation.equals(dropped))
                        .toList());
    }

    /** A line for each operation, with a bar from its request to its answer. */
    @Override
    public String toString() {
        var ticks = new TreeSet<Long>();
        operations.forEach(operation -> {
            ticks.add(operation.asked());
            ticks.add(operation.answered());
        });
        var columns = new ArrayList<>(ticks);
        return operations.stream()
                .map(operation -> line(
                        operation,
                        columns.indexOf(operation.asked()),
                        columns.indexOf(operation.answered()),
                        columns.size()))
                .collect(Collectors.joining("\n", "before: " + before.balance() + "\n", "\n"));
    }

    private static String line(Operation operation, int from, int to, int width) {
        var bar = " ".repeat(from) + "[" + "=".repeat(to - from - 1) + (operation.isAnswered() ? "]" : ">");
        return "%s%s thread %d: %s -> %s"
                .formatted(
                        bar,
                        " ".repeat(width - bar.length()),
                        operation.thread(),
                        operation.request(),
                        operation.isAnswered() ? operation.answer() : "(later " + operation.answer() + ")");
    }
}
