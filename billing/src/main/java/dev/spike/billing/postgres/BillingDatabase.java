package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.ledger.schema.RowExportStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Database transactions of billing's own; what they have to tell is told after the commit. A transaction that PostgreSQL
 * ended so that another could go on is run again. Thread-safe.
 */
final class BillingDatabase {

    /** Enough for two that met; more would only hide trouble. */
    private static final int ATTEMPTS_MAX = 3;

    /** Not serialized, deadlock: it was rolled back for certain. */
    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01");

    private final DataSource dataSource;
    private final Publisher publisher;

    BillingDatabase(DataSource dataSource, Publisher publisher) {
        this.dataSource = dataSource;
        this.publisher = publisher;
    }

    @FunctionalInterface
    interface Reading<T> {

        T on(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    interface Writing<T> {

        T on(Connection connection, Untold untold) throws SQLException;
    }

    /** Runs statements that change nothing, each of which sees what is committed when it begins. */
    <T> T read(Reading<T> reading) {
        return inTransaction((connection, untold) -> reading.on(connection));
    }

    /** Runs statements that change nothing, all of which see one instant; never again, as what was read has been passed on. */
    <T> T inSnapshot(Reading<T> reading) {
        try {
            return committed(
                    (connection, untold) -> {
                        RowExportStore.takeSnapshot(connection);
                        return reading.on(connection);
                    },
                    new Untold());
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** What is written takes effect together or not at all, and is committed when this returns. */
    <T> T inTransaction(Writing<T> writing) {
        for (int attempt = 1; ; attempt++) {
            var untold = new Untold();
            try {
                var result = committed(writing, untold);
                untold.tell(publisher);
                return result;
            } catch (SQLException e) {
                untold.outcomeUnknown();
                if (attempt == ATTEMPTS_MAX || !WORTH_REPEATING.contains(String.valueOf(e.getSQLState()))) {
                    throw unavailable(e);
                }
            }
        }
    }

    /** Runs in a host's transaction, on its connection; nothing is committed or repeated here. */
    <T> T joining(Connection connection, Reading<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Tells what a host has committed. */
    void tell(Untold untold) {
        untold.tell(publisher);
    }

    private <T> T committed(Writing<T> writing, Untold untold) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = writing.on(connection, untold);
                connection.commit();
                connection.setAutoCommit(before);
                return result;
            } catch (SQLException | RuntimeException | Error e) { // a pool may bring auto-commit back, and that commits
                rollBack(connection, before, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static BillingException unavailable(SQLException e) {
        return new BillingException(
                BillingError.BILLING_UNAVAILABLE,
                "The database refused: " + e.getMessage() + " (SQLSTATE " + e.getSQLState() + ")"
                        + advice(String.valueOf(e.getSQLState())) + ".",
                e);
    }

    private static String advice(String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "; the connection was lost, so it is not known whether the change arrived: look at the cart or the order,"
                    + " or ask for the same checkout again";
        }
        return switch (state) {
            case "42P01", "42703", "3F000" ->
                "; billing's tables are missing or old, so run BillingSchema.migrate first";
            case "42501" -> "; the role lacks a right on billing's tables";
            default -> "; nothing was changed";
        };
    }
}
