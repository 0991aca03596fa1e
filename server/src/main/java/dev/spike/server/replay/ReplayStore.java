package dev.spike.server.replay;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** {@code spike_replays}, and what a replay counts in the ledger's tables by a route of its own. */
final class ReplayStore {

    private final DataSource dataSource;

    ReplayStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A trace's place in time and its terms, as of the first run. */
    record Kept(Instant lastCallAt, String terms) {}

    private static final String REGISTER = """
            WITH first AS (
                INSERT INTO spike_replays (digest, last_call_at, terms)
                VALUES (?, ?, ?)
                ON CONFLICT (digest) DO NOTHING
                RETURNING last_call_at, terms
            )
            SELECT last_call_at, terms FROM first
            UNION ALL
            SELECT last_call_at, terms FROM spike_replays WHERE digest = ?
            """;

    /** Keeps the place and the terms at the first run; returns what was kept. */
    Kept register(String digest, Instant lastCallAt, String terms) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(REGISTER)) {
            statement.setString(1, digest);
            statement.setObject(2, lastCallAt.atOffset(ZoneOffset.UTC));
            statement.setString(3, terms);
            statement.setString(4, digest);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Kept(
                        row.getObject("last_call_at", OffsetDateTime.class).toInstant(), row.getString("terms"));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static final String CHARGED = """
            SELECT coalesce(sum(amount), 0)
            FROM spike_credit_receipts
            WHERE key LIKE ? || ':%' AND verb = 'spend' AND outcome = 'accepted'
            """;

    /** What the receipts under this prefix say was spent in all. */
    long charged(String keyPrefix) {
        return number(CHARGED, keyPrefix);
    }

    private static final String SIZE = """
            SELECT coalesce(sum(pg_total_relation_size(oid)), 0)
            FROM pg_class
            WHERE relkind = 'r' AND relname LIKE 'spike\\_credit\\_%' AND relnamespace = current_schema()::regnamespace
                AND ? IS NOT NULL
            """;

    /** How many bytes the ledger's tables and indexes take. */
    long size() {
        return number(SIZE, "");
    }

    private long number(String select, String parameter) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(select)) {
            statement.setString(1, parameter);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1).longValueExact();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static RefusedReplayException unreadable(SQLException e) {
        return new RefusedReplayException("The database did not answer the replay: " + e.getMessage());
    }
}
