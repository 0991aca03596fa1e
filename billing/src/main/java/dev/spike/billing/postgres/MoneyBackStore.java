package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Refund;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code spike_refunds} and {@code spike_disputes}: each by the provider's id once, and what those of a payment come to. */
final class MoneyBackStore {

    private static final String RETURNED = """
            INSERT INTO spike_refunds (provider, refund_id, billable_type, billable_id, order_id, payment_id, money_minor,
                state, noted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'returned', ?)
            ON CONFLICT (provider, refund_id) DO NOTHING
            """;

    /** Whether it was not known before; one that is known to have failed stays so. */
    boolean returned(Connection connection, PaidFor paid, Refund refund, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED)) {
            bind(statement, paid, refund).instant(now);
            return statement.executeUpdate() == 1;
        }
    }

    private static final String FAILED = """
            INSERT INTO spike_refunds (provider, refund_id, billable_type, billable_id, order_id, payment_id, money_minor,
                state, noted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'failed', ?)
            ON CONFLICT (provider, refund_id) DO UPDATE
            SET state = 'failed',
                noted_at = excluded.noted_at
            """;

    /** It did not reach the customer, whether it was known before or not. */
    void failed(Connection connection, PaidFor paid, Refund refund, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(FAILED)) {
            bind(statement, paid, refund).instant(now);
            statement.executeUpdate();
        }
    }

    private static Columns.Binder bind(PreparedStatement statement, PaidFor paid, Refund refund) throws SQLException {
        return Columns.bind(statement)
                .text(paid.provider())
                .text(refund.id())
                .owner(paid.owner())
                .text(paid.source())
                .text(refund.paymentId())
                .number(refund.money().minor());
    }

    private static final String DISPUTED = """
            INSERT INTO spike_disputes AS d (provider, dispute_id, billable_type, billable_id, order_id, payment_id,
                money_minor, state, occurred_at, noted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, dispute_id) DO UPDATE
            SET money_minor = excluded.money_minor,
                state = excluded.state,
                occurred_at = excluded.occurred_at,
                noted_at = excluded.noted_at
            WHERE (excluded.occurred_at, array_position(ARRAY['open', 'lost', 'won'], excluded.state))
                > (d.occurred_at, array_position(ARRAY['open', 'lost', 'won'], d.state))
            """;

    /** What happened last counts, whatever is told last. */
    void disputed(Connection connection, PaidFor paid, Returning.Disputed told, Instant now) throws SQLException {
        var dispute = told.dispute();
        try (var statement = connection.prepareStatement(DISPUTED)) {
            Columns.bind(statement)
                    .text(paid.provider())
                    .text(dispute.id())
                    .owner(paid.owner())
                    .text(paid.source())
                    .text(dispute.paymentId())
                    .number(dispute.money().minor())
                    .text(told.state().word())
                    .instant(told.occurredAt().truncatedTo(ChronoUnit.MICROS))
                    .instant(now);
            statement.executeUpdate();
        }
    }

    private static final String SUMS = """
            SELECT (
                    SELECT least(coalesce(sum(r.money_minor), 0), ?)::bigint
                    FROM spike_refunds r
                    WHERE r.provider = ? AND r.payment_id = ? AND r.state = 'returned'
                ) AS refunded,
                least(coalesce(sum(d.money_minor) FILTER (WHERE d.state = 'open'), 0), ?)::bigint AS disputed,
                least(coalesce(sum(d.money_minor) FILTER (WHERE d.state = 'lost'), 0), ?)::bigint AS lost
            FROM spike_disputes d
            WHERE d.provider = ? AND d.payment_id = ?
            """;

    /** What the refunds and disputes of a payment come to; each at most what was paid, whatever the provider says. */
    record Sums(long refundedMinor, long disputedMinor, long lostMinor) {}

    Sums sums(Connection connection, String provider, String payment, Money paid) throws SQLException {
        try (var statement = connection.prepareStatement(SUMS)) {
            Columns.bind(statement)
                    .number(paid.minor())
                    .text(provider)
                    .text(payment)
                    .number(paid.minor())
                    .number(paid.minor())
                    .text(provider)
                    .text(payment);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Sums(row.getLong("refunded"), row.getLong("disputed"), row.getLong("lost"));
            }
        }
    }
}
