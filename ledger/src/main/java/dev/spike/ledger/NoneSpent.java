package dev.spike.ledger;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some account had not enough, and nothing moved on any.
 *
 * @param receipts in the order of the request; every one is declined, also of an account that had enough
 * @param shortages the accounts that had not enough, one or more, in the order of the request
 */
public record NoneSpent(List<Receipt> receipts, List<Shortage> shortages) implements SpendAllResult {

    /**
     * An account that had not enough.
     *
     * @param part what was asked of it
     * @param declined how much it had and is missing, and the next grant to start
     */
    public record Shortage(SpendAllRequest.Part part, Declined declined) {}

    public NoneSpent {
        receipts = List.copyOf(receipts);
        shortages = List.copyOf(shortages);
    }

    /** What happened and what would help, as one sentence for a developer's eyes. */
    public String sentence() {
        return ("Not enough credits on %d of %d accounts: %s; nothing moved on any. The key '%s' keeps this answer: after"
                        + " topping up, ask again under a new one.")
                .formatted(
                        shortages.size(),
                        receipts.size(),
                        shortages.stream().map(NoneSpent::sentence).collect(Collectors.joining("; ")),
                        receipts.get(0).key().text());
    }

    private static String sentence(Shortage shortage) {
        var declined = shortage.declined();
        var start = declined.nextStart();
        return "%d asked of account %d, %d available, so %d more are needed%s"
                .formatted(
                        declined.asked(),
                        declined.receipt().id().account().number(),
                        declined.available(),
                        declined.missing(),
                        start == null ? "" : " (%d start at %s)".formatted(start.amount(), start.at()));
    }

    @Override
    public <T> T fold(Function<AllSpent, T> whenSpent, Function<NoneSpent, T> whenNot) {
        return whenNot.apply(this);
    }
}
