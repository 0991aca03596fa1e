package dev.spike.spring;

import dev.spike.ledger.Credits;
import dev.spike.ledger.JoinedCredits;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one Spring transaction has done with credits, told once it is committed. What came after a savepoint to which was rolled
 * back is told to nobody: each stretch between savepoints has its own joined credits.
 *
 * <p>Bound to the thread under the credits that it belongs to; not thread-safe.
 */
final class JoinedTransaction implements TransactionSynchronization {

    private final TransactionalCredits credits;
    private final SpringEvents events;
    private final Connection connection;
    private final List<JoinedCredits> stretches = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> savepoints = new IdentityHashMap<>();
    private @Nullable JoinedCredits current;
    private boolean committed;

    private JoinedTransaction(TransactionalCredits credits, SpringEvents events, Connection connection) {
        this.credits = credits;
        this.events = events;
        this.connection = connection;
    }

    /** The one of the current transaction, whose connection is given; begins it when it is the first. */
    static JoinedTransaction current(TransactionalCredits credits, SpringEvents events, Connection connection) {
        if (TransactionSynchronizationManager.getResource(credits) instanceof JoinedTransaction joined) {
            return joined;
        }
        var joined = new JoinedTransaction(credits, events, connection);
        TransactionSynchronizationManager.bindResource(credits, joined);
        TransactionSynchronizationManager.registerSynchronization(joined);
        return joined;
    }

    /** Whether it is over already, though the thread has not left it: what is asked now needs a transaction of its own. */
    boolean isCommitted() {
        return committed;
    }

    /** The credits inside it. */
    JoinedCredits joining(Credits engine) {
        if (current == null) {
            current = engine.joining(connection);
            stretches.add(current);
        }
        return current;
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
        TransactionSynchronizationManager.unbindResource(credits);
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(credits, this);
    }

    @Override
    public void afterCommit() {
        committed = true;
        events.afterCommit(() -> stretches.forEach(JoinedCredits::publish));
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(credits);
    }

    /** Before others of the application, which may ask for credits after the commit. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
