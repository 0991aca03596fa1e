package dev.spike.ledger.postgres;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.schema.RowExportStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the engine answers alike on its own and in a host's transaction. */
abstract sealed class EngineCredits implements Credits permits PostgresCredits, JoinedPostgresCredits {

    private static final ReceiptStore RECEIPTS = new ReceiptStore();
    private static final RowExportStore EXPORT = new RowExportStore();

    private final Engine engine;

    EngineCredits(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<CreditType> creditTypes() {
        return engine.settings().creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return account(billable, creditTypes().get(0));
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return account(billable, engine.settings().creditType(creditType));
    }

    private CreditAccount account(Billable billable, CreditType creditType) {
        return new PostgresCreditAccount(engine, AccountRef.checked(billable, creditType));
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return engine.spendAll(request);
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return engine.database()
                .read(connection -> RECEIPTS.find(connection, id))
                .map(KeptReceipt::receipt);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return engine.database().read(connection -> new Explaining(engine.settings()).explain(connection, id));
    }

    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        return engine.forget(checked(billable), pseudonym);
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        var owner = checked(billable);
        engine.database().inSnapshot(connection -> {
            EXPORT.write(connection, ExportedTables.ALL, owner, to);
            return owner;
        });
    }

    private static Billable checked(Billable billable) {
        return Billable.of(billable.billableType(), billable.billableId());
    }
}
