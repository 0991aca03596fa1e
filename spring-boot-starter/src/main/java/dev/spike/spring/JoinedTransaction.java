package dev.spike.spring;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.JoinedCredits;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one Spring transaction has done with credits, told once it is committed. What came after a savepoint to which was rolled
 * back is told to nobody: each stretch between savepoints has its own joined credits.
 *
 * <p>Belongs to its thread; not thread-safe.
 */
final class JoinedTransaction implements TransactionSynchronization {

    private final SpringTransactions transactions;
    private final SpringEvents events;
    private final ConnectionHolder holder;
    private final boolean readOnly = TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    private final List<JoinedCredits> stretches = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> savepoints = new IdentityHashMap<>();
    private final Set<Billable> held = new HashSet<>();
    private @Nullable Connection connection;
    private @Nullable JoinedCredits current;
    private boolean committed;

    /** @param holder what Spring keeps its connection in */
    JoinedTransaction(SpringTransactions transactions, SpringEvents events, ConnectionHolder holder) {
        this.transactions = transactions;
        this.events = events;
        this.holder = holder;
    }

    boolean isOn(@Nullable ConnectionHolder other) {
        return holder == other;
    }

    /** Its connection, which is not asked for before credits are used. */
    JoinedTransaction using(Connection used) {
        connection = used;
        return this;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Whether it is over, though the thread has not left it: what is asked now needs a transaction of its own. */
    boolean isCommitted() {
        return committed;
    }

    /** The credits inside it. */
    JoinedCredits joining(Credits engine) {
        if (current == null) {
            current = joiningToo(engine);
        }
        return current;
    }

    /** Others inside it, whose changes are told with the rest. */
    JoinedCredits joiningToo(Credits others) {
        var joined = reading(others);
        stretches.add(joined);
        return joined;
    }

    /** Credits inside it that have nothing to tell. */
    JoinedCredits reading(Credits engine) {
        return engine.joining(Objects.requireNonNull(connection, "Credits are used by current() only."));
    }

    /** Notes that rows of the billable may be locked until it ends. A rollback to a savepoint may free them earlier. */
    void hold(Billable billable) {
        held.add(named(billable));
    }

    boolean holds(Billable billable) {
        return held.contains(named(billable));
    }

    boolean holdsAnything() {
        return !held.isEmpty();
    }

    private static Billable named(Billable billable) {
        return Billable.of(billable.billableType(), billable.billableId());
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, stretches.size());
        current = null;
    }

    /** A savepoint that is not known was made before anything was done here. */
    @Override
    public void savepointRollback(Object savepoint) {
        int kept = savepoints.getOrDefault(savepoint, 0);
        stretches.subList(kept, stretches.size()).clear();
        current = null;
    }

    @Override
    public void suspend() {
        transactions.suspend(this);
    }

    @Override
    public void resume() {
        transactions.resume(this);
    }

    @Override
    public void afterCommit() {
        committed = true;
        if (!stretches.isEmpty()) {
            events.afterCommit(() -> stretches.forEach(JoinedCredits::publish));
        }
    }

    /** What Spring takes for a rollback may have been a commit whose answer was lost. */
    @Override
    public void afterCompletion(int status) {
        transactions.unbind();
        if (status != STATUS_COMMITTED) {
            stretches.forEach(JoinedCredits::outcomeUnknown);
        }
    }

    /** Before others of the application, which may ask for credits after the commit. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
