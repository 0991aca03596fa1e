package dev.spike.ledger;

import java.util.List;
import java.util.function.Function;

/**
 * The credits of every account are spent: each receipt says on which grants they fell and what is left.
 *
 * @param receipts in the order of the request
 */
public record AllSpent(List<Receipt> receipts) implements SpendAllResult {

    public AllSpent {
        receipts = List.copyOf(receipts);
    }

    @Override
    public <T> T fold(Function<AllSpent, T> whenSpent, Function<NoneSpent, T> whenNot) {
        return whenSpent.apply(this);
    }
}
