package dev.spike.billing.postgres;

import dev.spike.billing.DeliveryState;
import dev.spike.billing.provider.Delivery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_inbox}: what providers told us, and what became of it. What an operator looks at is {@link InboxListStore}'s. */
final class InboxStore {

    private static final String ADD = """
            INSERT INTO spike_inbox (provider, event_id, type, body, received_at, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, event_id) DO NOTHING
            """;

    /** Whether it was not there before. */
    boolean add(Connection connection, String provider, Delivery delivery, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(provider)
                    .text(delivery.id())
                    .text(delivery.type())
                    .text(delivery.body())
                    .instant(now)
                    .instant(now);
            return statement.executeUpdate() == 1;
        }
    }

    private static final String LOCK_DUE = """
            SELECT number, provider, event_id, type, body, attempts
            FROM spike_inbox
            WHERE provider = ? AND next_attempt_at <= ?
            ORDER BY next_attempt_at, number
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    /** Locks one that is due; others lock others. */
    Optional<InboxRow> lockDue(Connection connection, String provider, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_DUE)) {
            Columns.bind(statement).text(provider).instant(now);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(inboxRow(row)) : Optional.empty();
            }
        }
    }

    private static final String LOCK_UNSETTLED = """
            SELECT number, provider, event_id, type, body, attempts
            FROM spike_inbox
            WHERE number = ? AND provider = ? AND next_attempt_at IS NOT NULL
            FOR UPDATE SKIP LOCKED
            """;

    /** Locks this one if it is not settled and nobody is at it. */
    Optional<InboxRow> lockUnsettled(Connection connection, String provider, long number) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_UNSETTLED)) {
            Columns.bind(statement).number(number).text(provider);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(inboxRow(row)) : Optional.empty();
            }
        }
    }

    private static InboxRow inboxRow(ResultSet row) throws SQLException {
        return new InboxRow(
                row.getLong("number"),
                row.getString("provider"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("body"),
                row.getInt("attempts"));
    }

    private static final String SETTLED = """
            UPDATE spike_inbox
            SET state = ?,
                attempts = attempts + 1,
                worked_at = ?,
                waits_for = NULL,
                next_attempt_at = NULL
            WHERE number = ?
            """;

    /** It took effect or is ignored, for good. */
    void settled(Connection connection, InboxRow worked, DeliveryState state, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SETTLED)) {
            Columns.bind(statement).text(state.word()).instant(now).number(worked.number());
            Columns.exactly(1, statement);
        }
    }

    private static final String DROP = """
            UPDATE spike_inbox
            SET body = NULL,
                cause = NULL
            WHERE number = ? AND next_attempt_at IS NULL
            """;

    /** Drops the body of one that is settled, and why it was not before. */
    void drop(Connection connection, InboxRow worked) throws SQLException {
        try (var statement = connection.prepareStatement(DROP)) {
            Columns.bind(statement).number(worked.number());
            statement.executeUpdate();
        }
    }

    private static final String POSTPONED = """
            UPDATE spike_inbox
            SET state = ?,
                attempts = attempts + 1,
                worked_at = ?,
                unsettled_since = coalesce(unsettled_since, ?),
                cause = ?,
                waits_for = ?,
                next_attempt_at = ?
            WHERE number = ?
            """;

    /**
     * It waits or failed.
     *
     * @param next none when it is not tried again
     */
    void postponed(Connection connection, InboxRow worked, Postponed postponed, Instant now, @Nullable Instant next)
            throws SQLException {
        try (var statement = connection.prepareStatement(POSTPONED)) {
            Columns.bind(statement)
                    .text(postponed.state().word())
                    .instant(now)
                    .instant(now)
                    .text(postponed.cause())
                    .text(postponed.waitsFor())
                    .instantOrInfinity(next)
                    .number(worked.number());
            Columns.exactly(1, statement);
        }
    }

    /** Why not yet. */
    record Postponed(
            DeliveryState state, String cause, @Nullable String waitsFor) {}

    private static final String WAKE = """
            UPDATE spike_inbox
            SET next_attempt_at = ?
            WHERE number IN (
                SELECT number
                FROM spike_inbox
                WHERE provider = ? AND waits_for = ?
                FOR UPDATE SKIP LOCKED)
            """;

    /** What waits for the payment is due now; what is just being worked is left to its next attempt, so that nobody waits. */
    void wake(Connection connection, String provider, String payment, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(WAKE)) {
            Columns.bind(statement).instant(now).text(provider).text(payment);
            statement.executeUpdate();
        }
    }

    private static final String FORGET = """
            UPDATE spike_inbox
            SET body = NULL,
                state = CASE WHEN next_attempt_at IS NULL THEN state ELSE 'failed' END,
                unsettled_since = CASE WHEN next_attempt_at IS NULL THEN unsettled_since
                    ELSE coalesce(unsettled_since, received_at) END,
                cause = CASE WHEN next_attempt_at IS NULL THEN cause
                    ELSE 'The body was dropped before it could be worked. ' || coalesce(cause, '') END,
                waits_for = NULL,
                next_attempt_at = CASE WHEN next_attempt_at IS NULL THEN NULL ELSE 'infinity'::timestamptz END
            WHERE number IN (
                SELECT number
                FROM spike_inbox
                WHERE body IS NOT NULL AND received_at < ?
                ORDER BY received_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    /** Drops the bodies of so many that were received before. */
    int forget(Connection connection, Instant before, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            Columns.bind(statement).instant(before).integer(limit);
            return statement.executeUpdate();
        }
    }
}
