package dev.spike.billing.postgres;

import dev.spike.billing.renewal.Standing.Entitled;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** {@code spike_waiting_overuse}: what did not fit the grant it was to be carried into. */
final class WaitingOveruseStore {

    private static final String TAKE = """
            DELETE FROM spike_waiting_overuse
            WHERE billable_type = ? AND billable_id = ? AND (until <= ? OR (switch_number, period_start) <> (?, ?))
            RETURNING credit_type, amount, until
            """;

    /** What waits of other periods waits no longer: by credit type, as far as this one took their place and did not follow. */
    Map<String, Long> take(Connection connection, Owner owner, Entitled entitled) throws SQLException {
        var start = entitled.month().start();
        try (var statement = connection.prepareStatement(TAKE)) {
            Columns.bind(statement)
                    .owner(owner)
                    .instant(start)
                    .integer(entitled.paid().switchNumber())
                    .instant(entitled.paid().span().start());
            try (var row = statement.executeQuery()) {
                return waiting(row, start);
            }
        }
    }

    private static Map<String, Long> waiting(ResultSet row, Instant at) throws SQLException {
        var waiting = new TreeMap<String, Long>();
        while (row.next()) {
            if (Columns.instant(row, "until").isAfter(at)) {
                waiting.put(row.getString("credit_type"), row.getLong("amount"));
            }
        }
        return waiting;
    }

    private static final String WAITING = """
            SELECT credit_type, amount, until
            FROM spike_waiting_overuse
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** What a switch at the instant would take up, by credit type. */
    Map<String, Long> waiting(Connection connection, Owner owner, Instant at) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return waiting(row, at);
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_waiting_overuse (billable_type, billable_id, credit_type, amount, switch_number, period_start,
                until)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    /** It did not fit what the period gives. */
    void add(Connection connection, Owner owner, String creditType, long amount, Entitled entitled)
            throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(creditType)
                    .number(amount)
                    .integer(entitled.paid().switchNumber())
                    .instant(entitled.paid().span().start())
                    .instant(entitled.month().end());
            Columns.exactly(1, statement);
        }
    }

    private static final String FORGIVE = """
            DELETE FROM spike_waiting_overuse
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** The subscription is over. */
    void forgive(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(FORGIVE)) {
            Columns.bind(statement).owner(owner);
            statement.executeUpdate();
        }
    }
}
