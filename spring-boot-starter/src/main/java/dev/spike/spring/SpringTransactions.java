package dev.spike.spring;

import dev.spike.ledger.Billable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The Spring transactions in which a thread uses credits: the one that it is in, and those that it has suspended. Thread-safe. */
final class SpringTransactions {

    private final SpikeDatabase database;
    private final SpringEvents events;

    /** Under it the suspended ones are bound to the thread, the latest first. */
    private final Object suspended = new Object();

    SpringTransactions(SpikeDatabase database, SpringEvents events) {
        this.database = database;
        this.events = events;
    }

    /** The one that this thread is in, on the database of the credits, unless it has been committed already. */
    Optional<JoinedTransaction> current() {
        return database.inTransaction()
                .map(connection -> bound().orElseGet(() -> begin(new JoinedTransaction(this, events, connection))))
                .filter(transaction -> !transaction.isCommitted());
    }

    private Optional<JoinedTransaction> bound() {
        return Optional.ofNullable((JoinedTransaction) TransactionSynchronizationManager.getResource(this));
    }

    private JoinedTransaction begin(JoinedTransaction transaction) {
        bind(transaction);
        TransactionSynchronizationManager.registerSynchronization(transaction);
        return transaction;
    }

    void bind(JoinedTransaction transaction) {
        TransactionSynchronizationManager.bindResource(this, transaction);
    }

    void unbind() {
        TransactionSynchronizationManager.unbindResourceIfPossible(this);
    }

    void suspend(JoinedTransaction transaction) {
        unbind();
        suspended().push(transaction);
    }

    void resume(JoinedTransaction transaction) {
        var waiting = suspended();
        waiting.remove(transaction);
        if (waiting.isEmpty()) {
            TransactionSynchronizationManager.unbindResource(suspended);
        }
        bind(transaction);
    }

    @SuppressWarnings("unchecked")
    private Deque<JoinedTransaction> suspended() {
        var waiting = (Deque<JoinedTransaction>) TransactionSynchronizationManager.getResource(suspended);
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            TransactionSynchronizationManager.bindResource(suspended, waiting);
        }
        return waiting;
    }

    /**
     * Whether a transaction that this thread has suspended holds what is the billable's, so that whoever needs it in another
     * one would wait for ever.
     */
    boolean isHeldBySuspended(Billable billable) {
        return TransactionSynchronizationManager.hasResource(suspended)
                && suspended().stream().anyMatch(transaction -> transaction.holds(billable));
    }

    /** The same of any transaction that this thread has open, also of the one that it is in. */
    boolean isHeld(Billable billable) {
        return isHeldBySuspended(billable)
                || bound().filter(transaction -> !transaction.isCommitted() && transaction.holds(billable))
                        .isPresent();
    }

    /** Whether this thread has any transaction open in which it has used credits so that they are held. */
    boolean isAnythingHeld() {
        return (TransactionSynchronizationManager.hasResource(suspended)
                        && suspended().stream().anyMatch(JoinedTransaction::holdsAnything))
                || bound().filter(transaction -> !transaction.isCommitted() && transaction.holdsAnything())
                        .isPresent();
    }
}
