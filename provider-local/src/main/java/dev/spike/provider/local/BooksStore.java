package dev.spike.provider.local;

import java.sql.Connection;
import java.sql.SQLException;

/** {@code spike_local_books}: the lock, and the numbers that are given in the order of commits. */
final class BooksStore {

    private static final String LOCK = """
            SELECT only_one
            FROM spike_local_books
            FOR UPDATE
            """;

    void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException(
                        "The local provider's books have no row to lock; run LocalSchema.migrate.");
            }
        }
    }

    private static final String NEXT_DELIVERY = """
            UPDATE spike_local_books
            SET deliveries = deliveries + 1
            RETURNING deliveries
            """;

    long nextDelivery(Connection connection) throws SQLException {
        return number(connection, NEXT_DELIVERY);
    }

    private static final String NEXT_INVOICE = """
            UPDATE spike_local_books
            SET invoices = invoices + 1
            RETURNING invoices
            """;

    long nextInvoice(Connection connection) throws SQLException {
        return number(connection, NEXT_INVOICE);
    }

    private static long number(Connection connection, String next) throws SQLException {
        try (var statement = connection.prepareStatement(next);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
