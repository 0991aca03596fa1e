package dev.spike.spring;

import dev.spike.billing.BillingListener;
import dev.spike.ledger.BalanceListener;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the application's listeners, and whoever listens to Spring's events, what was committed. Thread-safe.
 *
 * <p>A {@code @TransactionalEventListener} hears only what is published within a transaction. What was committed in a Spring
 * transaction is published while that one completes; what was committed by itself, in a transaction around the telling that
 * has nothing to commit.
 */
final class SpringEvents {

    private final TransactionTemplate aroundTelling = new TransactionTemplate(new NothingToCommit());
    private final ApplicationEventPublisher publisher;
    private final ObjectProvider<BalanceListener> balanceListeners;
    private final ObjectProvider<BillingListener> billingListeners;

    SpringEvents(
            ApplicationEventPublisher publisher,
            ObjectProvider<BalanceListener> balanceListeners,
            ObjectProvider<BillingListener> billingListeners) {
        this.publisher = publisher;
        this.balanceListeners = balanceListeners;
        this.billingListeners = billingListeners;
        aroundTelling.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    }

    /** For the builder of the ledger. */
    BalanceListener balances() {
        return event -> tell(Stream.concat(
                Stream.of(() -> publish(event)),
                balanceListeners.orderedStream().map(listener -> () -> listener.onBalanceUpdated(event))));
    }

    /** For the builder of billing. */
    BillingListener billing() {
        return event -> tell(Stream.concat(
                Stream.of(() -> publish(event)),
                billingListeners.orderedStream().map(listener -> () -> listener.onEvent(event))));
    }

    /** One that fails keeps no other from hearing; what it threw is logged by whoever tells. */
    private static void tell(Stream<Runnable> listeners) {
        var failures = new ArrayList<Throwable>();
        listeners.forEach(listener -> {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            var first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }

    /** Tells what the Spring transaction of this thread has just committed. */
    void afterCommit(Runnable telling) {
        TransactionSynchronizationManager.bindResource(this, telling);
        try {
            telling.run();
        } finally {
            TransactionSynchronizationManager.unbindResource(this);
        }
    }

    private void publish(Object event) {
        if (TransactionSynchronizationManager.hasResource(this)) {
            publisher.publishEvent(event);
        } else {
            aroundTelling.executeWithoutResult(status -> publisher.publishEvent(event));
        }
    }
}
