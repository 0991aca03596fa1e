package dev.spike.provider.local;

import dev.spike.billing.provider.Delivery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code spike_local_deliveries}: all there ever was to tell, and when it is tried next. */
final class DeliveryStore {

    /**
     * One that is to be sent.
     *
     * @param attempts those before this one
     */
    record Due(long number, Delivery delivery, int attempts) {}

    private static final String ADD = """
            INSERT INTO spike_local_deliveries (number, id, type, body, due_at)
            VALUES (?, ?, ?, ?, ?)
            """;

    void add(Connection connection, long number, Delivery delivery, Instant dueAt) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .number(number)
                    .text(delivery.id())
                    .text(delivery.type())
                    .text(delivery.body())
                    .instant(dueAt)
                    .one();
        }
    }

    private static final String NUMBER = """
            SELECT number
            FROM spike_local_deliveries
            WHERE id = ?
            """;

    OptionalLong number(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement(NUMBER)) {
            Columns.bind(statement).text(id);
            try (var row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong("number")) : OptionalLong.empty();
            }
        }
    }

    private static final String AFTER = """
            SELECT id, type, body
            FROM spike_local_deliveries
            WHERE number > ?
            ORDER BY number
            LIMIT ?
            """;

    List<Delivery> after(Connection connection, long number, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(AFTER)) {
            Columns.bind(statement).number(number).number(limit);
            var deliveries = new ArrayList<Delivery>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    deliveries.add(delivery(row));
                }
            }
            return deliveries;
        }
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getString("id"), row.getString("type"), row.getString("body"));
    }

    private static final String DUE = """
            SELECT number, id, type, body, attempts
            FROM spike_local_deliveries
            WHERE due_at <= ?
            ORDER BY due_at, number
            LIMIT ?
            """;

    List<Due> due(Connection connection, Instant now, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(DUE)) {
            Columns.bind(statement).instant(now).number(limit);
            var due = new ArrayList<Due>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(row.getLong("number"), delivery(row), row.getInt("attempts")));
                }
            }
            return due;
        }
    }

    private static final String TRY_AGAIN = """
            UPDATE spike_local_deliveries
            SET attempts = attempts + 1,
                due_at = ?
            WHERE number = ?
            """;

    /** Counts an attempt that is about to be made, and when the next one is if it fails. */
    void tryAgain(Connection connection, long number, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement(TRY_AGAIN)) {
            Columns.bind(statement).instant(at).number(number).one();
        }
    }

    private static final String END = """
            UPDATE spike_local_deliveries
            SET due_at = NULL
            WHERE number = ?
            """;

    /** It has arrived, or is tried no more. */
    void end(Connection connection, long number) throws SQLException {
        try (var statement = connection.prepareStatement(END)) {
            Columns.bind(statement).number(number).one();
        }
    }
}
