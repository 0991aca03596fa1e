package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What of {@code spike_subscriptions} says whether the provider has answered, and when it is asked again. */
final class SubscriptionAskStore {

    private static final String ASKING = """
            UPDATE spike_subscriptions
            SET asking_since = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ?
            """;

    /** A change of it is about to be asked for. */
    void asking(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ASKING)) {
            Columns.bind(statement).instant(now).owner(row.owner()).text(row.key());
            Columns.exactly(1, statement);
        }
    }

    private static final String ANSWERED = """
            UPDATE spike_subscriptions
            SET asking_since = NULL,
                cause = NULL
            WHERE key = ? AND (asking_since IS NOT NULL OR cause IS NOT NULL)
            """;

    /** It was answered, whatever was said. */
    void answered(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(ANSWERED)) {
            Columns.bind(statement).text(key);
            statement.executeUpdate();
        }
    }

    private static final String UNANSWERED = """
            UPDATE spike_subscriptions
            SET cause = ?
            WHERE key = ?
            """;

    /** It was asked and did not answer. */
    void unanswered(Connection connection, String key, String cause) throws SQLException {
        try (var statement = connection.prepareStatement(UNANSWERED)) {
            Columns.bind(statement).text(cause).text(key);
            Columns.exactly(1, statement);
        }
    }

    private static final String CLAIM = """
            UPDATE spike_subscriptions
            SET looked_at = ?
            WHERE key IN (
                SELECT key
                FROM spike_subscriptions
                WHERE provider = ? AND (
                    (state = 'asked' AND asked_at <= ?
                        AND coalesce(looked_at, asked_at) <= CASE WHEN cause IS NULL THEN ? ELSE ? END)
                    OR (asking_since <= ? AND coalesce(looked_at, asking_since) <= ?)
                    OR (state IN ('trial', 'active', 'past_due') AND period_end <= ?
                        AND coalesce(looked_at, period_end) <= ?))
                ORDER BY looked_at NULLS FIRST
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            RETURNING key, asked_at
            """;

    /** How long each must have been silent. */
    record Silent(Duration unanswered, Duration page, Duration over) {}

    /** @param askedAt when it was first asked for */
    record Claimed(String key, Instant askedAt) {}

    /** Those to ask about; whoever claims next gets others. */
    List<Claimed> claim(Connection connection, String provider, Silent silent, Instant now, int limit)
            throws SQLException {
        var unanswered = now.minus(silent.unanswered());
        var over = now.minus(silent.over());
        try (var statement = connection.prepareStatement(CLAIM)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(provider)
                    .instant(unanswered)
                    .instant(now.minus(silent.page()))
                    .instant(unanswered)
                    .instant(unanswered)
                    .instant(unanswered)
                    .instant(over)
                    .instant(over)
                    .integer(limit);
            try (var row = statement.executeQuery()) {
                var claimed = new ArrayList<Claimed>();
                while (row.next()) {
                    claimed.add(new Claimed(row.getString("key"), Columns.instant(row, "asked_at")));
                }
                return claimed;
            }
        }
    }
}
