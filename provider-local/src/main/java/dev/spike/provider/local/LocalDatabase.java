package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.schema.RowExportStore;
import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Transactions of the provider's own, one decision at a time on all nodes: each begins by taking the lock of the books. So a
 * kill between any two statements leaves what was before. Thread-safe.
 */
final class LocalDatabase {

    /** No such table, column, schema. */
    private static final Set<String> NO_TABLES = Set.of("42P01", "42703", "3F000");

    private final DataSource dataSource;
    private final InstantSource clock;
    private final BooksStore books = new BooksStore();

    LocalDatabase(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Decides at an instant, on a connection that it neither commits nor closes. */
    @FunctionalInterface
    interface Decision<T> {

        T at(Instant now, Connection connection) throws SQLException;
    }

    /**
     * What was decided; refused when a text cannot be kept, unknown when the database did not say that it is kept.
     *
     * @throws IllegalStateException when there are no tables, which no repeat would mend
     */
    <T> Answer<T> answer(Decision<Answer<T>> decision) {
        try {
            return locked(decision);
        } catch (SQLDataException e) {
            return Answer.refused(Refusal.INVALID, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            checkTables(e);
            return Answer.unknown("The local provider's database did not answer: " + e.getMessage());
        }
    }

    /** What was decided, for callers that have no third answer. */
    <T> T decide(Decision<T> decision) {
        try {
            return locked(decision);
        } catch (SQLException e) {
            checkTables(e);
            throw new IllegalStateException(
                    "The local provider's database failed: " + e.getMessage() + ". It is safe to try again.", e);
        }
    }

    /** Statements that change nothing and read what was at one instant. */
    @FunctionalInterface
    interface Reading<T> {

        T on(Connection connection) throws SQLException;
    }

    /** What was read, without the lock of the books. */
    <T> T read(Reading<T> reading) {
        try (var connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                RowExportStore.takeSnapshot(connection);
                return reading.on(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            checkTables(e);
            throw new IllegalStateException("The local provider's database failed: " + e.getMessage() + ".", e);
        }
    }

    private static void checkTables(SQLException e) {
        if (NO_TABLES.contains(String.valueOf(e.getSQLState()))) {
            throw new IllegalStateException(
                    "The local provider's tables are missing or old, so run LocalSchema.migrate first; the database said: "
                            + e.getMessage() + " (SQLSTATE " + e.getSQLState() + ").",
                    e);
        }
    }

    private <T> T locked(Decision<T> decision) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                books.lock(connection);
                T decided = decision.at(clock.instant().truncatedTo(ChronoUnit.MICROS), connection);
                connection.commit();
                return decided;
            } catch (SQLException | RuntimeException | Error e) { // auto-commit comes back, and commits
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(before);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
