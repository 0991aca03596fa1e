package dev.spike.spring.metered;

import dev.spike.ledger.Credits;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** Holds before a metered method runs, and settles when it has ended. Thread-safe. */
final class MeteredInterceptor implements MethodInterceptor {

    private final MeteredMethods methods;
    private final MeteredCalls calls;
    private final Supplier<Credits> credits;

    MeteredInterceptor(MeteredMethods methods, MeteredCalls calls, Supplier<Credits> credits) {
        this.methods = methods;
        this.calls = calls;
        this.credits = credits;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        var target = invocation.getThis(); // none behind a client of a remote service
        var targetClass = target == null ? invocation.getMethod().getDeclaringClass() : ClassUtils.getUserClass(target);
        var found = methods.find(invocation.getMethod(), targetClass);
        if (found.isEmpty()) {
            return invocation.proceed();
        }
        var method = found.get();
        refuseLaterInTransaction(method);
        var call = calls.of(method, target, invocation.getArguments().clone());
        long held = call.ahead();
        return held == 0 ? invocation.proceed() : charged(invocation, method, call, held);
    }

    private @Nullable Object charged(MethodInvocation invocation, MeteredMethod method, MeteredCall call, long held)
            throws Throwable {
        var charge = call.begin(credits.get(), held);
        try {
            var result = invocation.proceed();
            if (method.isSettledLater() && result != null) {
                return Settling.later((CompletionStage<?>) result, charge, value -> call.after(value, held));
            }
            if (result != null && Returns.isUnseen(result)) {
                throw new IllegalStateException(
                        method.name() + " is metered and returned something that goes on after the return"
                                + " (" + result.getClass().getSimpleName()
                                + "), which would be charged before it is done; declare what"
                                + " it returns, or hold and capture by hand. Nothing was charged.");
            }
            charge.capture(call.after(result, held));
            return result;
        } catch (Throwable e) {
            charge.giveBack(e);
            throw e;
        }
    }

    /**
     * The transaction would keep the account locked, and whoever waits in it for the result would wait for ever: the thread
     * that settles waits for the account.
     */
    private static void refuseLaterInTransaction(MeteredMethod method) {
        if (method.isSettledLater() && TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(method.name() + " is metered and completes later, so it must not be called"
                    + " inside a transaction; call it outside, or let it return the finished value. Nothing moved.");
        }
    }
}
