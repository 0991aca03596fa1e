package dev.spike.ledger;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * There was not enough, and nothing moved.
 *
 * @param nextStart the next grant to start, if it comes too late for this request only because of its date
 */
public record Declined(Receipt receipt, @Nullable NextStart nextStart) implements SpendResult {

    /** How much was asked for, in smallest units. */
    public long asked() {
        return receipt.asked().amount();
    }

    /** How much could have been spent, in smallest units. */
    public long available() {
        return receipt.balance().available();
    }

    /**
     * How much more would have been needed, in smallest units; above zero, and no more than 64 bits hold. Of a capture
     * this is not what to top up by, as its hold has a part of it.
     */
    public long missing() {
        try {
            return Math.subtractExact(asked(), available());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** What happened and what would help, as one sentence for a developer's eyes. */
    public String sentence() {
        if (receipt.asked().verb() == Verb.CAPTURE) {
            return captureSentence();
        }
        var help = new StringBuilder("Not enough credits: %d asked, %d available, so %d more are needed"
                .formatted(asked(), available(), missing()));
        if (nextStart != null) {
            help.append(" (%d start at %s)".formatted(nextStart.amount(), nextStart.at()));
        }
        return help.append(
                        "; nothing moved. The key '%s' keeps this answer: after topping up, ask again under a new one."
                                .formatted(receipt.key().text()))
                .toString();
    }

    private String captureSentence() {
        return ("%d were to be captured, which is more than is held, and the rest was refused with %d available; nothing"
                        + " moved, and the hold stays open. The key '%s' keeps this answer: ask again under a new one.")
                .formatted(asked(), available(), receipt.key().text());
    }

    @Override
    public <T> T fold(Function<Spent, T> whenSpent, Function<Declined, T> whenDeclined) {
        return whenDeclined.apply(this);
    }
}
