package dev.spike.ledger.postgres;

import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.schema.RowExportStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the ledger's own.
 *
 * <p>A lost connection leaves the outcome unknown, so the request is repeated under its key on a new connection: if the
 * first try was committed the key is found, under the account's lock, and its answer returned. Thread-safe.
 */
final class OwnDatabase implements Database {

    /** Enough for a restarted server or a deadlock; more would only hide trouble. */
    private static final int ATTEMPTS_MAX = 3;

    private final DataSource dataSource;

    OwnDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T> T read(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            return withAutoCommit(connection, true, work);
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    @Override
    public <T> T inOneStatement(Ask ask, Asking<T> work) {
        return repeated(ask, (connection, asked) -> withAutoCommit(connection, true, on -> work.on(on, asked)));
    }

    @Override
    public <T> T atomically(Ask ask, Asking<T> work) {
        return repeated(
                ask,
                (connection, asked) ->
                        withAutoCommit(connection, false, on -> committed(on, within -> work.on(within, asked))));
    }

    @Override
    public <T> T repeatably(Work<T> work) {
        var failures = new ArrayList<SQLException>();
        while (true) {
            try (var connection = dataSource.getConnection()) {
                return withAutoCommit(connection, false, on -> committed(on, work));
            } catch (SQLException e) {
                boolean again = Faults.isConnectionLost(e) || Faults.isWorthRepeating(e);
                failures.forEach(e::addSuppressed);
                failures.add(e);
                if (!again || failures.size() == ATTEMPTS_MAX) {
                    throw failures.stream().anyMatch(Faults::isConnectionLost)
                            ? Faults.unknownButRepeatable(e)
                            : Faults.unavailable(e);
                }
            }
        }
    }

    /** Not tried again: what was read has been passed on already. */
    @Override
    public <T> T inSnapshot(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            return withAutoCommit(
                    connection,
                    false,
                    on -> committed(on, within -> {
                        RowExportStore.takeSnapshot(within);
                        return work.on(within);
                    }));
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    private <T> T repeated(Ask ask, Asking<T> work) {
        var failures = new ArrayList<SQLException>();
        while (true) {
            try (var connection = connection(ask.key(), failures)) {
                return work.on(connection, failures.isEmpty() ? ask : ask.again());
            } catch (SQLException e) {
                boolean again = Faults.isConnectionLost(e) || Faults.isWorthRepeating(e);
                failures.add(e);
                if (!again || failures.size() == ATTEMPTS_MAX) {
                    throw failed(ask.key(), failures);
                }
            }
        }
    }

    private Connection connection(IdempotencyKey key, List<SQLException> failures) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            failures.add(e);
            throw failures.size() == 1 ? noConnection(e) : failed(key, failures);
        }
    }

    private static LedgerUnavailableException noConnection(SQLException e) {
        return new LedgerUnavailableException(
                "There is no connection to the database: " + e.getMessage() + ". Nothing moved.", e);
    }

    private static RuntimeException failed(IdempotencyKey key, List<SQLException> failures) {
        var last = failures.get(failures.size() - 1);
        failures.subList(0, failures.size() - 1).forEach(last::addSuppressed);
        return failures.stream().anyMatch(Faults::isConnectionLost)
                ? new OutcomeUnknownException(key, last)
                : Faults.unavailable(last);
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) { // no more memory too: auto-commit comes back, and commits
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Pools may hand out either mode; the connection goes back as it came. */
    private static <T> T withAutoCommit(Connection connection, boolean autoCommit, Work<T> work) throws SQLException {
        boolean before = connection.getAutoCommit();
        if (before == autoCommit) {
            return work.on(connection);
        }
        connection.setAutoCommit(autoCommit);
        @Nullable Throwable failure = null;
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            restore(connection, before, failure);
        }
    }

    private static void restore(Connection connection, boolean autoCommit, @Nullable Throwable failure)
            throws SQLException {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }
}
