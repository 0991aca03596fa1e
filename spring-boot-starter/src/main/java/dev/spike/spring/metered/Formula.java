package dev.spike.spring.metered;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/**
 * An expression of the annotation, parsed and checked.
 *
 * @param place the attribute and the method it stands on, for messages
 * @param asksResult whether it needs what the method returned
 */
record Formula(String place, Expression expression, boolean asksResult) {

    static final String RESULT = "result";

    /** @throws IllegalStateException when the expression fails */
    @Nullable
    Object value(EvaluationContext context) {
        try {
            return expression.getValue(context);
        } catch (EvaluationException e) {
            throw new IllegalStateException(
                    "The expression '" + expression.getExpressionString() + "' of " + place + " failed; mend it.", e);
        }
    }

    /**
     * The whole number that it gives, 0 or above.
     *
     * @throws MeteredException when it gives anything else
     */
    long amount(EvaluationContext context) {
        return Amount.of(value(context), place);
    }
}
