package dev.spike.billing.postgres;

import dev.spike.billing.FailedProvision;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine.Provided;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_provide_history}: what was provided, and what could not be. */
final class ProvideHistoryStore {

    private static final String PROVIDED = """
            INSERT INTO spike_provide_history AS h (billable_type, billable_id, source, position, period, kind, terms,
                quantity, attempts, provided_at)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position, period) DO UPDATE
            SET attempts = excluded.attempts,
                provided_at = excluded.provided_at,
                next_attempt_at = NULL
            WHERE h.provided_at IS NULL
            """;

    /** Fails if it was provided before, so that what was given with it is undone. */
    void provided(Connection connection, DueProvision due, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PROVIDED)) {
            bind(Columns.bind(statement), due).instant(now);
            Columns.exactly(1, statement);
        }
    }

    private static final String FAILED = """
            INSERT INTO spike_provide_history AS h (billable_type, billable_id, source, position, period, kind, terms,
                quantity, attempts, failed_at, cause, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), ?, ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position, period) DO UPDATE
            SET attempts = excluded.attempts,
                failed_at = excluded.failed_at,
                cause = excluded.cause,
                next_attempt_at = excluded.next_attempt_at
            WHERE h.provided_at IS NULL
            """;

    /** @param next none when it is not tried again */
    void failed(Connection connection, DueProvision due, String cause, Instant now, @Nullable Instant next)
            throws SQLException {
        try (var statement = connection.prepareStatement(FAILED)) {
            bind(Columns.bind(statement), due).instant(now).text(cause).instantOrInfinity(next);
            statement.executeUpdate();
        }
    }

    private static Columns.Binder bind(Columns.Binder binder, DueProvision due) throws SQLException {
        return binder.owner(due.owner())
                .text(due.source())
                .text(due.position())
                .text(DueProvision.ONCE)
                .text(due.provided().kind())
                .pairs(due.provided().terms())
                .integer(due.quantity())
                .integer(due.attempts() + 1);
    }

    private static final String LOCK_DUE = """
            SELECT billable_type, billable_id, source, position, kind, quantity, attempts,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(terms) t) AS terms
            FROM spike_provide_history
            WHERE provided_at IS NULL AND next_attempt_at <= ?
            ORDER BY next_attempt_at
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    /** Locks one that failed and is due; others lock others. */
    Optional<DueProvision> lockDue(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_DUE)) {
            Columns.bind(statement).instant(now);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new DueProvision(
                        new Owner(row.getString("billable_type"), row.getString("billable_id")),
                        row.getString("source"),
                        row.getString("position"),
                        new Provided(row.getString("kind"), Columns.pairs(row, "terms")),
                        row.getInt("quantity"),
                        row.getInt("attempts")));
            }
        }
    }

    private static final String FAILURES = """
            SELECT billable_type, billable_id, source, position, kind, attempts, cause, next_attempt_at
            FROM spike_provide_history
            WHERE provided_at IS NULL
            ORDER BY next_attempt_at, billable_type, billable_id, source, position
            LIMIT ?
            """;

    List<FailedProvision> failures(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FAILURES)) {
            Columns.bind(statement).integer(limit);
            try (var row = statement.executeQuery()) {
                var failures = new ArrayList<FailedProvision>();
                while (row.next()) {
                    var owner = new Owner(row.getString("billable_type"), row.getString("billable_id"));
                    failures.add(new FailedProvision(
                            owner.billable(),
                            new OrderId(row.getString("source")),
                            row.getString("position"),
                            row.getString("kind"),
                            row.getInt("attempts"),
                            row.getString("cause"),
                            Columns.instantIfAny(row, "next_attempt_at")));
                }
                return failures;
            }
        }
    }
}
