package dev.spike.billing.postgres;

import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedDue.What;
import dev.spike.billing.WaitingDue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_due}: who is to be looked at when. */
final class DueStore {

    /** @param attempts that failed since it became due */
    record Due(Owner owner, Instant dueAt, int attempts) {

        /** Whether it is to be done, or was to be done and failed. */
        boolean isDue(Instant now) {
            return attempts > 0 || !dueAt.isAfter(now);
        }
    }

    private static final String PUT = """
            INSERT INTO spike_due AS d (billable_type, billable_id, what, due_at, next_attempt_at)
            VALUES (?, ?, 'plan', ?, ?)
            ON CONFLICT (billable_type, billable_id, what) DO UPDATE
            SET due_at = excluded.due_at,
                next_attempt_at = excluded.next_attempt_at,
                attempts = 0,
                failed_at = NULL,
                cause = NULL
            """;

    private static final String CLEAR = """
            DELETE FROM spike_due
            WHERE billable_type = ? AND billable_id = ? AND what = 'plan'
            """;

    /** Instead of what was due before; the subscriber's lock is held. */
    void put(Connection connection, Owner owner, @Nullable Instant at) throws SQLException {
        if (at == null) {
            try (var statement = connection.prepareStatement(CLEAR)) {
                Columns.bind(statement).owner(owner);
                statement.executeUpdate();
            }
            return;
        }
        try (var statement = connection.prepareStatement(PUT)) {
            Columns.bind(statement).owner(owner).instant(at).instant(at);
            Columns.exactly(1, statement);
        }
    }

    private static final String LOCK_ONE = """
            SELECT d.billable_type, d.billable_id, d.due_at, d.attempts
            FROM spike_due d
            JOIN spike_subscribers s USING (billable_type, billable_id)
            WHERE d.next_attempt_at <= ?
            ORDER BY d.next_attempt_at
            LIMIT 1
            FOR UPDATE OF s SKIP LOCKED
            """;

    /** Locks the subscriber for whom something is due first; others lock others, and nobody waits. */
    Optional<Due> lockOne(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_ONE)) {
            Columns.bind(statement).instant(now);
            return read(statement);
        }
    }

    private static final String LOCK = """
            SELECT d.billable_type, d.billable_id, d.due_at, d.attempts
            FROM spike_due d
            JOIN spike_subscribers s USING (billable_type, billable_id)
            WHERE d.billable_type = ? AND d.billable_id = ?
            FOR UPDATE OF s
            """;

    /** Locks the subscriber, if anything is or will be due. */
    Optional<Due> lock(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).owner(owner);
            return read(statement);
        }
    }

    private static Optional<Due> read(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Due(
                            new Owner(row.getString("billable_type"), row.getString("billable_id")),
                            Columns.instant(row, "due_at"),
                            row.getInt("attempts")))
                    : Optional.empty();
        }
    }

    private static final String FAILED = """
            UPDATE spike_due
            SET attempts = ?,
                failed_at = ?,
                cause = ?,
                next_attempt_at = ?
            WHERE billable_type = ? AND billable_id = ? AND what = 'plan'
            """;

    /** @param next none when it is not tried again */
    void failed(Connection connection, Due due, String cause, Instant now, @Nullable Instant next) throws SQLException {
        try (var statement = connection.prepareStatement(FAILED)) {
            Columns.bind(statement)
                    .integer(due.attempts() + 1)
                    .instant(now)
                    .text(cause)
                    .instantOrInfinity(next)
                    .owner(due.owner());
            Columns.exactly(1, statement);
        }
    }

    private static final String FAILURES = """
            SELECT billable_type, billable_id, due_at, attempts, cause, next_attempt_at
            FROM spike_due
            WHERE failed_at IS NOT NULL
            ORDER BY next_attempt_at, billable_type, billable_id
            LIMIT ?
            """;

    List<FailedDue> failures(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FAILURES)) {
            Columns.bind(statement).integer(limit);
            return Columns.failures(statement, What.PLAN);
        }
    }

    private static final String WAITING = """
            SELECT count(*) AS due,
                min(due_at) AS oldest,
                (SELECT min(next_attempt_at) FROM spike_due WHERE next_attempt_at > ? AND next_attempt_at < 'infinity')
                    AS next
            FROM spike_due
            WHERE next_attempt_at <= ?
            """;

    WaitingDue waiting(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            Columns.bind(statement).instant(now).instant(now);
            return Columns.waiting(statement);
        }
    }
}
