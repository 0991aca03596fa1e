package dev.spike.ledger;

import java.util.function.Function;

/** The credits are spent: the receipt says on which grants they fell and what is left. */
public record Spent(Receipt receipt) implements SpendResult {

    @Override
    public <T> T fold(Function<Spent, T> whenSpent, Function<Declined, T> whenDeclined) {
        return whenSpent.apply(this);
    }
}
