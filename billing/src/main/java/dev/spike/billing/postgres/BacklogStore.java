package dev.spike.billing.postgres;

import dev.spike.billing.Backlog;
import dev.spike.billing.Backlog.Pile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** How much there is in the lists that the stores of each table tell; it counts what they list, in one statement. */
final class BacklogStore {

    private static final String COUNT = """
            SELECT arrived.count AS arrived, arrived.oldest AS arrived_oldest,
                unsettled.count AS unsettled, unsettled.oldest AS unsettled_oldest,
                due.count AS due, due.oldest AS due_oldest,
                failed_due.count AS failed_due, failed_due.oldest AS failed_due_oldest,
                provisions.count AS provisions, take_backs.count AS take_backs, mispaid.count AS mispaid, extra.count AS extra
            FROM (
                SELECT count(*), min(received_at) AS oldest
                FROM spike_inbox
                WHERE next_attempt_at IS NOT NULL AND state = 'new'
            ) arrived, (
                SELECT count(*), min(unsettled_since) AS oldest
                FROM spike_inbox
                WHERE state IN ('waiting', 'failed')
            ) unsettled, (
                SELECT count(*), min(since) AS oldest
                FROM (
                    SELECT due_at
                    FROM spike_due
                    WHERE next_attempt_at <= ?
                    UNION ALL
                    SELECT noted_at
                    FROM spike_owed_charges
                    WHERE state = 'asked' AND next_attempt_at <= ?
                ) AS listed (since)
            ) due, (
                SELECT count(*), min(since) AS oldest
                FROM (
                    SELECT due_at
                    FROM spike_due
                    WHERE failed_at IS NOT NULL
                    UNION ALL
                    SELECT noted_at
                    FROM spike_owed_charges
                    WHERE state = 'asked' AND cause IS NOT NULL
                    UNION ALL
                    SELECT h.period::timestamptz
                    FROM spike_provide_history h
                    JOIN spike_due d USING (billable_type, billable_id)
                    WHERE h.period <> '-' AND h.provided_at IS NULL AND d.due_at <= h.next_attempt_at
                ) AS listed (since)
            ) failed_due, (
                SELECT count(*)
                FROM spike_provide_history h
                WHERE period = '-' AND provided_at IS NULL AND NOT EXISTS (
                    SELECT
                    FROM spike_orders o
                    WHERE o.billable_type = h.billable_type AND o.billable_id = h.billable_id AND o.id = h.source
                        AND o.total_minor > 0 AND o.refunded_minor >= o.total_minor - o.lost_minor)
            ) provisions, (
                SELECT count(*)
                FROM spike_take_backs
                WHERE next_attempt_at IS NOT NULL
            ) take_backs, (
                SELECT count(*)
                FROM spike_orders o
                JOIN spike_checkouts c ON c.key = o.id
                WHERE o.state = 'mispaid' AND c.paid_minor > (
                        SELECT coalesce(sum(r.money_minor), 0)
                        FROM spike_refunds r
                        WHERE r.provider = c.provider AND r.payment_id = c.payment_id AND r.state = 'returned'
                    ) + (
                        SELECT coalesce(sum(d.money_minor), 0)
                        FROM spike_disputes d
                        WHERE d.provider = c.provider AND d.payment_id = c.payment_id AND d.state = 'lost'
                    )
            ) mispaid, (
                SELECT count(*)
                FROM spike_payments
                WHERE what = 'again' AND returned_minor < money_minor
            ) extra
            """;

    Backlog count(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            Columns.bind(statement).instant(now).instant(now);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Backlog(
                        pile(row, "arrived"),
                        pile(row, "unsettled"),
                        pile(row, "due"),
                        pile(row, "failed_due"),
                        new Backlog.Purchases(
                                row.getLong("provisions"),
                                row.getLong("take_backs"),
                                row.getLong("mispaid"),
                                row.getLong("extra")));
            }
        }
    }

    private static Pile pile(ResultSet row, String column) throws SQLException {
        return new Pile(row.getLong(column), Columns.instantIfAny(row, column + "_oldest"));
    }
}
