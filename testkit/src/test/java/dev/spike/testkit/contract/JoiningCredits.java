package dev.spike.testkit.contract;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpikeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** An engine whose every verb joins a host's transaction of its own, which is committed and published. */
record JoiningCredits(Credits engine, DataSource dataSource) implements Credits {

    /** After these the host's transaction cannot be used; after every other refusal it is committed. */
    private static final Set<ErrorCode> BROKEN = EnumSet.of(ErrorCode.LEDGER_UNAVAILABLE, ErrorCode.LEDGER_BROKEN);

    @Override
    public List<CreditType> creditTypes() {
        return engine.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return new JoiningAccount(engine.of(billable), this, credits -> credits.of(billable));
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new JoiningAccount(engine.of(billable, creditType), this, credits -> credits.of(billable, creditType));
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return joined(credits -> credits.trySpendAll(request));
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return joined(credits -> credits.receipt(id));
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return joined(credits -> credits.explain(id));
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return engine.joining(connection);
    }

    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        return joined(credits -> credits.forget(billable, pseudonym));
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        joined(credits -> {
            credits.export(billable, to);
            return billable;
        });
    }

    <T> T joined(Function<Credits, T> verb) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var joined = engine.joining(connection);
            T answer = refusalsCommitted(connection, () -> verb.apply(joined));
            connection.commit();
            joined.publish();
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException("The host's transaction failed.", e);
        }
    }

    private static <T> T refusalsCommitted(Connection connection, Supplier<T> verb) throws SQLException {
        try {
            return verb.get();
        } catch (SpikeException e) {
            if (BROKEN.contains(e.error())) {
                connection.rollback();
            } else {
                connection.commit();
            }
            throw e;
        }
    }
}
