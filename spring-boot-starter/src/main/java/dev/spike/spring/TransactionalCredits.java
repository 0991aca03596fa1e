package dev.spike.spring;

import dev.spike.ledger.BalanceCacheStats;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllRequest.Part;
import dev.spike.ledger.SpendAllResult;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Credits whose verbs join the Spring transaction of their thread, where it has one on their database, and are transactions of
 * their own where it has none. Thread-safe.
 */
final class TransactionalCredits implements Credits {

    private final Credits own;
    private final Credits engine;
    private final Credits forgetting;
    private final SpringTransactions transactions;

    /**
     * @param own decides where there is no transaction, and joins where there is one
     * @param engine reads without bringing anything up to date, where nothing may be written
     * @param forgetting forgets people, or refuses because billing knows them too
     */
    TransactionalCredits(Credits own, Credits engine, Credits forgetting, SpringTransactions transactions) {
        this.own = own;
        this.engine = engine;
        this.forgetting = forgetting;
        this.transactions = transactions;
    }

    /** Where to read what needs not be brought up to date. */
    private Credits reading() {
        return transactions
                .current()
                .<Credits>map(current -> current.reading(engine))
                .orElse(engine);
    }

    /** Where to read what is the billable's. Nobody waits for whom this thread has suspended. */
    Credits reading(Billable billable) {
        boolean mayWrite = !transactions.isHeldBySuspended(billable);
        var current = transactions.current();
        if (current.isEmpty()) {
            return mayWrite ? own : engine;
        }
        if (!mayWrite || current.get().isReadOnly()) {
            return current.get().reading(engine);
        }
        if (own != engine) {
            current.get().hold(billable);
        }
        return current.get().joining(own);
    }

    /**
     * Where to change what is the billables'.
     *
     * @throws IllegalStateException when the transaction is read-only, or would wait for one that this thread has suspended;
     *     nothing was asked of the database, so it can go on
     */
    Credits writing(List<Billable> billables) {
        if (billables.stream().anyMatch(transactions::isHeldBySuspended)) {
            throw new IllegalStateException(
                    "These credits were used in a transaction that this one has suspended, so it"
                            + " would wait for ever: use them in one of the two only, such as by @Transactional without"
                            + " REQUIRES_NEW or NOT_SUPPORTED. Nothing moved.");
        }
        var current = transactions.current();
        if (current.isEmpty()) {
            return own;
        }
        if (current.get().isReadOnly()) {
            throw new IllegalStateException("The transaction is read-only, so credits cannot be changed in it: use one"
                    + " that may write, @Transactional without readOnly. Nothing moved.");
        }
        billables.forEach(current.get()::hold);
        return current.get().joining(own);
    }

    @Override
    public List<CreditType> creditTypes() {
        return own.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return new TransactionalAccount(this, own.of(billable));
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new TransactionalAccount(this, own.of(billable, creditType));
    }

    /** The account where its verb is to run. */
    CreditAccount in(Credits where, CreditAccount account) {
        return where == own
                ? account
                : where.of(account.billable(), account.creditType().id());
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return writing(request.parts().stream().map(Part::billable).toList()).trySpendAll(request);
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
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        writing(List.of(billable)); // refuses where nothing may be changed
        return transactions
                .current()
                .<Credits>map(current -> current.joiningToo(forgetting))
                .orElse(forgetting)
                .forget(billable, pseudonym);
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        reading().export(billable, to);
    }

    @Override
    public Optional<BalanceCacheStats> balanceCache() {
        return own.balanceCache();
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return own.joining(connection);
    }
}
