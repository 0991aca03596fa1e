package dev.spike.spring.metered;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;

/**
 * What a call costs.
 *
 * @param upTo what is held ahead; there exactly when {@code credits} needs the result
 */
record Price(Formula credits, @Nullable Formula upTo) {

    /** How much to hold; 0 only where the price is known to be nothing. */
    long ahead(EvaluationContext context) {
        if (upTo == null) {
            return credits.amount(context);
        }
        long amount = upTo.amount(context);
        if (amount == 0) {
            throw new MeteredException(
                    MeteredError.AMOUNT_INVALID,
                    "The expression of " + upTo.place() + " gave 0; it must be above zero.");
        }
        return amount;
    }

    /** How much to capture of what is held. */
    long after(EvaluationContext context, long held) {
        return upTo == null ? held : credits.amount(context);
    }
}
