package dev.spike.spring.metered;

import dev.spike.ledger.Billable;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;

/** Finds who pays for a call. */
@FunctionalInterface
interface Payer {

    /** What was found, whatever it is. */
    @Nullable
    Object found(EvaluationContext context, @Nullable Object[] arguments);

    default Billable of(MeteredMethod method, EvaluationContext context, @Nullable Object[] arguments) {
        var found = found(context, arguments);
        if (found instanceof Billable billable) {
            return billable;
        }
        var what = found == null ? "nobody" : "a " + found.getClass().getName() + ", which is no Billable";
        throw new MeteredException(
                MeteredError.NOBODY_TO_CHARGE,
                "It is not known who pays for " + method.name() + ": found was " + what + ".");
    }
}
