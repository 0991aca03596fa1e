package dev.spike.billing.postgres;

import dev.spike.billing.FailedProvision;
import dev.spike.billing.OrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_take_backs}: how far the taking back of each provided thing has come. */
final class TakeBackStore {

    private static final String FIND = """
            SELECT returned_minor, attempts, next_attempt_at
            FROM spike_take_backs
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND position = ?
            """;

    /**
     * Where it stands.
     *
     * @param attempts that failed since the last that did not
     * @param nextAttemptAt of one that failed; none also when it is no longer tried
     */
    record Reached(
            long returnedMinor, int attempts, @Nullable Instant nextAttemptAt) {

        static final Reached NOTHING = new Reached(0, 0, null);
    }

    Reached reached(Connection connection, DueProvision provided) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement)
                    .owner(provided.owner())
                    .text(provided.source())
                    .text(provided.position());
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Reached(
                                row.getLong("returned_minor"),
                                row.getInt("attempts"),
                                Columns.instantIfAny(row, "next_attempt_at"))
                        : Reached.NOTHING;
            }
        }
    }

    private static final String TAKEN = """
            INSERT INTO spike_take_backs (billable_type, billable_id, source, position, kind, returned_minor, attempts)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT (billable_type, billable_id, source, position) DO UPDATE
            SET returned_minor = excluded.returned_minor,
                attempts = 0,
                next_attempt_at = NULL
            """;

    void taken(Connection connection, DueProvision provided, long returnedMinor) throws SQLException {
        try (var statement = connection.prepareStatement(TAKEN)) {
            bind(statement, provided).number(returnedMinor);
            Columns.exactly(1, statement);
        }
    }

    private static final String FAILED = """
            INSERT INTO spike_take_backs AS b (billable_type, billable_id, source, position, kind, returned_minor, attempts,
                failed_at, cause, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, 0, 1, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position) DO UPDATE
            SET attempts = b.attempts + 1,
                failed_at = excluded.failed_at,
                cause = excluded.cause,
                next_attempt_at = excluded.next_attempt_at
            """;

    /** @param next none when it is not tried again */
    void failed(Connection connection, DueProvision provided, String cause, Instant now, @Nullable Instant next)
            throws SQLException {
        try (var statement = connection.prepareStatement(FAILED)) {
            bind(statement, provided).instant(now).text(cause).instantOrInfinity(next);
            Columns.exactly(1, statement);
        }
    }

    private static Columns.Binder bind(PreparedStatement statement, DueProvision provided) throws SQLException {
        return Columns.bind(statement)
                .owner(provided.owner())
                .text(provided.source())
                .text(provided.position())
                .text(provided.provided().kind());
    }

    private static final String DUE = """
            SELECT billable_type, billable_id, source
            FROM spike_take_backs
            WHERE next_attempt_at <= ?
            ORDER BY next_attempt_at
            LIMIT 1
            """;

    /** An order of which something is due. Nothing is locked here, as the order's lock comes first. */
    Optional<OrderStore.Whose> due(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(DUE)) {
            Columns.bind(statement).instant(now);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new OrderStore.Whose(
                                new Owner(row.getString("billable_type"), row.getString("billable_id")),
                                new OrderId(row.getString("source"))))
                        : Optional.empty();
            }
        }
    }

    private static final String FAILURES = """
            SELECT billable_type, billable_id, source, position, kind, attempts, cause, next_attempt_at
            FROM spike_take_backs
            WHERE next_attempt_at IS NOT NULL
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
