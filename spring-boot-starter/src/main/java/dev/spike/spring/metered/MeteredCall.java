package dev.spike.spring.metered;

import dev.spike.ledger.Credits;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;

/** One call of a metered method. Used by one thread at a time. */
final class MeteredCall {

    private final MeteredMethod method;
    private final MethodBasedEvaluationContext context;
    private final @Nullable Object[] arguments;
    private final MeteredCalls calls;

    MeteredCall(
            MeteredMethod method,
            MethodBasedEvaluationContext context,
            @Nullable Object[] arguments,
            MeteredCalls calls) {
        this.method = method;
        this.context = context;
        this.arguments = arguments;
        this.calls = calls;
    }

    /** How much to hold. */
    long ahead() {
        return method.price().ahead(context);
    }

    /** Who pays, then under which key, then the hold: the first that is wrong is the answer. */
    Charge begin(Credits credits, long amount) {
        var account = credits.of(method.payer().of(method, context, arguments), method.creditType());
        var named = method.keyOf(context);
        var key = named == null ? calls.ofRequest(method.tag()) : named;
        return calls.charging().begin(account, amount, method.holdFor(), key);
    }

    /** How much to capture of what is held. */
    long after(@Nullable Object result, long held) {
        context.setVariable(Formula.RESULT, result);
        return method.price().after(context, held);
    }
}
