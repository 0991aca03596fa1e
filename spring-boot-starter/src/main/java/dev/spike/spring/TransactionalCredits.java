package dev.spike.spring;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Credits whose verbs join the Spring transaction of their thread, where it has one on their database, and are transactions of
 * their own where it has none. Thread-safe.
 */
final class TransactionalCredits implements Credits {

    private final Credits own;
    private final Credits engine;
    private final SpikeDatabase database;
    private final SpringEvents events;

    /**
     * @param own decides where there is no transaction, and joins where there is one
     * @param engine reads without bringing anything up to date, for transactions that may not write
     */
    TransactionalCredits(Credits own, Credits engine, SpikeDatabase database, SpringEvents events) {
        this.own = own;
        this.engine = engine;
        this.database = database;
        this.events = events;
    }

    /** Where to read. */
    Credits reading() {
        var connection = database.inTransaction();
        if (connection.isEmpty() || isOver()) {
            return own;
        }
        return TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                ? engine.joining(connection.get())
                : JoinedTransaction.current(this, events, connection.get()).joining(own);
    }

    /**
     * Where to change something.
     *
     * @throws IllegalStateException when the transaction is read-only; nothing was asked of the database, so it can go on
     */
    Credits writing() {
        var connection = database.inTransaction();
        if (connection.isEmpty() || isOver()) {
            return own;
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException("The transaction is read-only, so credits cannot be changed in it;"
                    + " use one that may write: @Transactional without readOnly. Nothing moved.");
        }
        return JoinedTransaction.current(this, events, connection.get()).joining(own);
    }

    /** Whether these are the credits that are in no transaction. */
    boolean isOwn(Credits where) {
        return where == own;
    }

    private boolean isOver() {
        return TransactionSynchronizationManager.getResource(this) instanceof JoinedTransaction joined
                && joined.isCommitted();
    }

    @Override
    public List<CreditType> creditTypes() {
        return own.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return of(billable, creditTypes().get(0).id());
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new TransactionalAccount(this, own.of(billable, creditType));
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return writing().trySpendAll(request);
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return reading().receipt(id);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return reading().explain(id);
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return own.joining(connection);
    }
}
