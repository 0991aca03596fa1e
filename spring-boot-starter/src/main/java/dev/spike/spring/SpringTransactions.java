package dev.spike.spring;

import dev.spike.ledger.Billable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.ConnectionHolder;
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

    /**
     * The one that this thread is in, on the database of the credits, unless it has been committed already. Inside a transaction
     * of another database it is still the one around that: so are all statements on the credits' database.
     */
    Optional<JoinedTransaction> current() {
        var holder = database.holder();
        return holder == null
                ? Optional.empty()
                : database.inTransaction()
                        .map(connection ->
                                on(holder).orElseGet(() -> begin(holder)).using(database.timed(connection, holder)))
                        .filter(transaction -> !transaction.isCommitted());
    }

    /** One has begun on this thread. Where it is on the database of the credits, it is known before anybody uses them in it. */
    void begun() {
        var holder = database.holder();
        if (holder != null
                && TransactionSynchronizationManager.isSynchronizationActive()
                && on(holder).isEmpty()) {
            begin(holder);
        }
    }

    private Optional<JoinedTransaction> on(ConnectionHolder holder) {
        return Stream.concat(bound().stream(), waiting())
                .filter(transaction -> transaction.isOn(holder))
                .findFirst();
    }

    private Stream<JoinedTransaction> waiting() {
        return TransactionSynchronizationManager.hasResource(suspended) ? suspended().stream() : Stream.empty();
    }

    private Optional<JoinedTransaction> bound() {
        return Optional.ofNullable((JoinedTransaction) TransactionSynchronizationManager.getResource(this));
    }

    private JoinedTransaction begin(ConnectionHolder holder) {
        var transaction = new JoinedTransaction(this, events, holder);
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
     * Whether a transaction that this thread has suspended holds what is the billable's, so that whoever needs it on another
     * connection would wait for ever.
     */
    boolean isHeldBySuspended(Billable billable) {
        var holder = database.holder();
        return waiting()
                .filter(transaction -> !transaction.isOn(holder))
                .anyMatch(transaction -> transaction.holds(billable));
    }

    /** The same of any transaction that this thread has open, also of the one that it is in. */
    boolean isHeld(Billable billable) {
        return open().anyMatch(transaction -> transaction.holds(billable));
    }

    /** Whether this thread has any transaction open in which it has used credits so that they are held. */
    boolean isAnythingHeld() {
        return open().anyMatch(JoinedTransaction::holdsAnything);
    }

    private Stream<JoinedTransaction> open() {
        return Stream.concat(bound().stream(), waiting()).filter(transaction -> !transaction.isCommitted());
    }
}
