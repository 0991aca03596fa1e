package dev.spike.billing.postgres;

import dev.spike.billing.FailedProvision;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.ledger.GrantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_provide_history}: what was provided, and what could not be. */
final class ProvideHistoryStore {

    private static final String PROVIDED = """
            INSERT INTO spike_provide_history AS h (billable_type, billable_id, source, position, period, kind, terms,
                quantity, attempts, provided_at, grant_id)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?), ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, source, position, period) DO UPDATE
            SET attempts = excluded.attempts,
                provided_at = excluded.provided_at,
                grant_id = excluded.grant_id,
                next_attempt_at = NULL
            WHERE h.provided_at IS NULL
            """;

    /**
     * Fails if it was provided before, so that what was given with it is undone.
     *
     * @param grant that it made, where it was credits
     */
    void provided(Connection connection, DueProvision due, @Nullable GrantId grant, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PROVIDED)) {
            bind(Columns.bind(statement), due).instant(now).numberIfAny(grant == null ? null : grant.number());
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
            FROM spike_provide_history h
            WHERE period = '-' AND provided_at IS NULL AND next_attempt_at <= ? AND NOT EXISTS (
                SELECT
                FROM spike_orders o
                WHERE o.billable_type = h.billable_type AND o.billable_id = h.billable_id AND o.id = h.source
                    AND o.total_minor > 0 AND o.refunded_minor >= o.total_minor - o.lost_minor)
            ORDER BY next_attempt_at
            LIMIT 1
            FOR UPDATE OF h SKIP LOCKED
            """;

    /** Locks one that failed and is due; others lock others. What was wholly refunded is no longer provided. */
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

    private static final String ALL_PROVIDED = """
            SELECT position, kind, quantity, attempts, provided_at, grant_id,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(terms) t) AS terms
            FROM spike_provide_history
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND provided_at IS NOT NULL
            """;

    /** What the order has provided, in the order in which accounts are locked. */
    List<ProvidedThing> provided(Connection connection, Owner owner, OrderId order) throws SQLException {
        try (var statement = connection.prepareStatement(ALL_PROVIDED)) {
            Columns.bind(statement).owner(owner).text(order.text());
            try (var row = statement.executeQuery()) {
                var things = new ArrayList<ProvidedThing>();
                while (row.next()) {
                    things.add(new ProvidedThing(
                            new DueProvision(
                                    owner,
                                    order.text(),
                                    row.getString("position"),
                                    new Provided(row.getString("kind"), Columns.pairs(row, "terms")),
                                    row.getInt("quantity"),
                                    row.getInt("attempts")),
                            Columns.instant(row, "provided_at"),
                            Columns.numberIfAny(row, "grant_id")
                                    .map(GrantId::new)
                                    .orElse(null)));
                }
                things.sort(Comparator.comparing(ProvidedThing::provision, DueProvision.IN_ORDER));
                return things;
            }
        }
    }

    private static final String FAILURES = """
            SELECT billable_type, billable_id, source, position, kind, attempts, cause, next_attempt_at
            FROM spike_provide_history h
            WHERE period = '-' AND provided_at IS NULL AND NOT EXISTS (
                SELECT
                FROM spike_orders o
                WHERE o.billable_type = h.billable_type AND o.billable_id = h.billable_id AND o.id = h.source
                    AND o.total_minor > 0 AND o.refunded_minor >= o.total_minor - o.lost_minor)
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
