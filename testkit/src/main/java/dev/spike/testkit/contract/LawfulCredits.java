package dev.spike.testkit.contract;

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
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An engine whose every balance is held against the law. */
record LawfulCredits(Credits credits, Law law, InstantSource clock) implements Credits {

    @Override
    public List<CreditType> creditTypes() {
        return credits.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return new LawfulAccount(credits.of(billable), law, clock);
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new LawfulAccount(credits.of(billable, creditType), law, clock);
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return credits.trySpendAll(request);
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return credits.receipt(id);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return credits.explain(id);
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return credits.joining(connection);
    }

    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        return credits.forget(billable, pseudonym);
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        credits.export(billable, to);
    }
}
