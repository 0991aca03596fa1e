package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_subscribers}: the lock under which everything about a billable's plans changes. */
final class SubscriberStore {

    /**
     * @param freeSince none until it was first touched without a plan
     * @param settledAt when that was last decided; none until it was
     */
    record Subscriber(@Nullable Instant freeSince, @Nullable Instant settledAt) {

        /** The later of the clock and the last decision: time never runs back, whichever node decides. */
        Instant notBefore(Instant clock) {
            return settledAt == null || settledAt.isBefore(clock) ? clock : settledAt;
        }
    }

    /** Each is of an owner who was forgotten in the same instant, and there again in the next. */
    private static final int OPENINGS_MAX = 5;

    private static final String OPEN = """
            INSERT INTO spike_subscribers (billable_type, billable_id)
            VALUES (?, ?)
            ON CONFLICT (billable_type, billable_id) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT free_since, settled_at
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ?
            FOR UPDATE
            """;

    /** Its row, which is made where there is none yet; held until the transaction ends. */
    Subscriber lock(Connection connection, Owner owner) throws SQLException {
        var there = lockIfAny(connection, owner);
        for (int opened = 0; there.isEmpty() && opened < OPENINGS_MAX; opened++) {
            open(connection, owner);
            there = lockIfAny(connection, owner);
        }
        return there.orElseThrow();
    }

    private static void open(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement).owner(owner);
            statement.executeUpdate();
        }
    }

    private static Optional<Subscriber> lockIfAny(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return subscriber(row);
            }
        }
    }

    private static Optional<Subscriber> subscriber(ResultSet row) throws SQLException {
        return row.next()
                ? Optional.of(new Subscriber(
                        Columns.instantIfAny(row, "free_since"), Columns.instantIfAny(row, "settled_at")))
                : Optional.empty();
    }

    private static final String SETTLED_UNTIL = """
            SELECT free_since, settled_at
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ? AND settled_until > ?
            """;

    /** The one of whom nothing has changed by itself since it was last touched. One row by key. */
    Optional<Subscriber> settled(Connection connection, Owner owner, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SETTLED_UNTIL)) {
            Columns.bind(statement).owner(owner).instant(now);
            try (var row = statement.executeQuery()) {
                return subscriber(row);
            }
        }
    }

    private static final String IS_FORGOTTEN = """
            SELECT
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ? AND forgotten_at IS NOT NULL
            """;

    /** Whether only a pseudonym is left of it: its money is noted, and no credits move. One row by key. */
    boolean isForgotten(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(IS_FORGOTTEN)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static final String UNTIL = """
            SELECT settled_until AS instant
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ? AND settled_until IS NOT NULL
            """;

    /** Until when nothing changes by itself, be it far beyond all years; none before the first touch. One row by key. */
    Optional<Instant> settledUntil(Connection connection, Owner owner) throws SQLException {
        return instant(connection, UNTIL, owner);
    }

    private static Optional<Instant> instant(Connection connection, String sql, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(Columns.instant(row, "instant")) : Optional.empty();
            }
        }
    }

    private static final String FREE_SINCE = """
            SELECT free_since AS instant
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ? AND free_since IS NOT NULL
            """;

    /** When it was first touched without a plan. */
    Optional<Instant> freeSince(Connection connection, Owner owner) throws SQLException {
        return instant(connection, FREE_SINCE, owner);
    }

    private static final String SETTLED = """
            UPDATE spike_subscribers
            SET free_since = ?,
                settled_at = ?,
                settled_until = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** @param until none is never by itself */
    void settled(Connection connection, Owner owner, Subscriber subscriber, @Nullable Instant until)
            throws SQLException {
        try (var statement = connection.prepareStatement(SETTLED)) {
            Columns.bind(statement)
                    .instantIfAny(subscriber.freeSince())
                    .instantIfAny(subscriber.settledAt())
                    .instantOrInfinity(until)
                    .owner(owner);
            Columns.exactly(1, statement);
        }
    }
}
