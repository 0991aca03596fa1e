package dev.spike.billing.postgres;

import dev.spike.billing.DeliveryState;
import dev.spike.billing.UnsettledDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read of {@code spike_inbox} and of {@code spike_inbox_cursors}, and how the cursors move. */
final class InboxListStore {

    private static final String UNSETTLED = """
            SELECT number, provider, event_id, type, state, received_at, unsettled_since, attempts, cause, next_attempt_at
            FROM spike_inbox
            WHERE state IN ('waiting', 'failed')
            ORDER BY number
            LIMIT ?
            """;

    List<UnsettledDelivery> unsettled(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(UNSETTLED)) {
            Columns.bind(statement).integer(limit);
            try (var row = statement.executeQuery()) {
                var deliveries = new ArrayList<UnsettledDelivery>();
                while (row.next()) {
                    deliveries.add(new UnsettledDelivery(
                            row.getLong("number"),
                            row.getString("provider"),
                            row.getString("event_id"),
                            row.getString("type"),
                            DeliveryState.ofWord(row.getString("state")),
                            new UnsettledDelivery.Story(
                                    Columns.instant(row, "received_at"),
                                    Columns.instant(row, "unsettled_since"),
                                    row.getInt("attempts"),
                                    row.getString("cause"),
                                    Columns.instantIfAny(row, "next_attempt_at"))));
                }
                return deliveries;
            }
        }
    }

    private static final String STATE = """
            SELECT state
            FROM spike_inbox
            WHERE number = ?
            """;

    Optional<DeliveryState> state(Connection connection, long number) throws SQLException {
        try (var statement = connection.prepareStatement(STATE)) {
            Columns.bind(statement).number(number);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(DeliveryState.ofWord(row.getString("state"))) : Optional.empty();
            }
        }
    }

    private static final String CURSOR = """
            SELECT event_id
            FROM spike_inbox_cursors
            WHERE provider = ?
            """;

    /** The last one of which all before are known; none before the first. */
    Optional<String> cursor(Connection connection, String provider) throws SQLException {
        try (var statement = connection.prepareStatement(CURSOR)) {
            Columns.bind(statement).text(provider);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString("event_id")) : Optional.empty();
            }
        }
    }

    private static final String MOVE = """
            INSERT INTO spike_inbox_cursors AS c (provider, event_id, moved_at)
            VALUES (?, ?, ?)
            ON CONFLICT (provider) DO UPDATE
            SET event_id = excluded.event_id,
                moved_at = excluded.moved_at
            WHERE c.event_id = ?
            """;

    /** Moves the cursor if it is still where it was, so that a slow node never moves it back. */
    void move(Connection connection, String provider, @Nullable String from, String to, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(MOVE)) {
            Columns.bind(statement).text(provider).text(to).instant(now).text(from);
            statement.executeUpdate();
        }
    }

    private static final String LOSE = """
            DELETE FROM spike_inbox_cursors
            WHERE provider = ? AND event_id = ?
            """;

    /** The provider no longer knows it: all that is still kept is looked at again. */
    void lose(Connection connection, String provider, String cursor) throws SQLException {
        try (var statement = connection.prepareStatement(LOSE)) {
            Columns.bind(statement).text(provider).text(cursor);
            statement.executeUpdate();
        }
    }
}
