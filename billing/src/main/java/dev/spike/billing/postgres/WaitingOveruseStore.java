package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** {@code spike_waiting_overuse}: what did not fit the grant it was to be carried into. */
final class WaitingOveruseStore {

    private static final String TAKE = """
            DELETE FROM spike_waiting_overuse
            WHERE billable_type = ? AND billable_id = ?
            RETURNING credit_type, amount
            """;

    /** By credit type; it waits no longer. */
    Map<String, Long> take(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                var waiting = new TreeMap<String, Long>();
                while (row.next()) {
                    waiting.put(row.getString("credit_type"), row.getLong("amount"));
                }
                return waiting;
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_waiting_overuse (billable_type, billable_id, credit_type, amount)
            VALUES (?, ?, ?, ?)
            """;

    void add(Connection connection, Owner owner, String creditType, long amount) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement).owner(owner).text(creditType).number(amount);
            Columns.exactly(1, statement);
        }
    }
}
