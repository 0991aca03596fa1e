package dev.spike.spring.metered;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Settles a charge when the work completes, and lets the caller have the result after that. */
final class Settling {

    private Settling() {}

    /**
     * Completes as the stage does, once the charge is settled. Cancelling what is returned cancels the work, if it can be; work
     * that completes all the same is paid.
     *
     * @param price how much to capture for the value
     */
    static <T> CompletableFuture<T> later(CompletionStage<T> work, Charge charge, ToLongFunction<T> price) {
        var settled = new CompletableFuture<T>();
        var unused = work.whenComplete((value, failure) -> outsideTransactions(() -> {
            if (failure == null) {
                settle(settled, charge, price, value);
            } else {
                var cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
                charge.giveBack(cause);
                settled.completeExceptionally(cause);
            }
        }));
        unused = settled.whenComplete((value, failure) -> {
            if (settled.isCancelled()) {
                cancel(work);
            }
        });
        return settled;
    }

    /** Whoever completes the work may do so in a transaction, which has no part in the charge: it may be rolled back. */
    private static void outsideTransactions(Runnable settling) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            new Thread(settling, "spike-settling").start();
        } else {
            settling.run();
        }
    }

    private static <T> void settle(CompletableFuture<T> settled, Charge charge, ToLongFunction<T> price, T value) {
        try {
            charge.capture(price.applyAsLong(value));
            settled.complete(value);
        } catch (RuntimeException | Error e) {
            charge.giveBack(e);
            settled.completeExceptionally(e);
        }
    }

    private static void cancel(CompletionStage<?> work) {
        if (work instanceof CompletableFuture<?> future) {
            future.cancel(true);
        }
    }
}
