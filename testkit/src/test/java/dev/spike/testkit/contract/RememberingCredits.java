package dev.spike.testkit.contract;

import dev.spike.ledger.BalanceCache;
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
import dev.spike.ledger.SpendAllResult;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * An engine that caches balances for as long as it may. Before each verb every balance that it moves is remembered, and after
 * it each must be what an engine without a cache says.
 *
 * @param verbs the same engine, or a way into it
 * @param lock shared by verbs, so that they may race; balances are compared only while there is none
 */
public record RememberingCredits(Credits engine, Credits verbs, Credits plain, ReadWriteLock lock) implements Credits {

    private static final int SIZE = 1_000;

    /** Whose verbs are transactions of their own. */
    public static RememberingCredits own(DataSource dataSource, Setup setup) {
        return of(dataSource, setup, engine -> engine);
    }

    /** Whose verbs join transactions of the host's, while balances are asked of the engine itself. */
    static RememberingCredits joining(DataSource dataSource, Setup setup) {
        return of(dataSource, setup, engine -> new JoiningCredits(engine, dataSource));
    }

    private static RememberingCredits of(DataSource dataSource, Setup setup, UnaryOperator<Credits> verbs) {
        var engine = Engines.builder(dataSource, setup)
                .cacheBalances(BalanceCache.of(SIZE, BalanceCache.AGE_LIMIT))
                .build();
        return new RememberingCredits(
                engine, verbs.apply(engine), Engines.on(dataSource, setup), new ReentrantReadWriteLock());
    }

    @Override
    public List<CreditType> creditTypes() {
        return engine.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return new RememberingAccount(engine.of(billable), verbs.of(billable), plain.of(billable), lock);
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new RememberingAccount(
                engine.of(billable, creditType), verbs.of(billable, creditType), plain.of(billable, creditType), lock);
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        var known = request.parts().stream()
                .filter(part ->
                        creditTypes().stream().map(CreditType::id).toList().contains(part.creditType()))
                .map(part -> of(part.billable(), part.creditType()))
                .toList();
        known.forEach(CreditAccount::balance);
        try {
            return verbs.trySpendAll(request);
        } finally {
            known.forEach(CreditAccount::balance);
        }
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return verbs.receipt(id);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return verbs.explain(id);
    }

    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        var accounts =
                creditTypes().stream().map(type -> of(billable, type.id())).toList();
        accounts.forEach(CreditAccount::balance);
        try {
            return verbs.forget(billable, pseudonym);
        } finally {
            accounts.forEach(CreditAccount::balance);
        }
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        verbs.export(billable, to);
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return engine.joining(connection);
    }
}
