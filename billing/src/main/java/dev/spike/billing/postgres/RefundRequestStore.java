package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.OrderId;
import dev.spike.billing.provider.Refund;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code spike_refund_requests}: what providers were asked to return, and what they answered. */
final class RefundRequestStore {

    private static final String ADD = """
            INSERT INTO spike_refund_requests (billable_type, billable_id, key, order_id, provider, payment_id, money_minor,
                currency, reason, asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, RefundRow refund, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(refund.owner())
                    .text(refund.key())
                    .text(refund.order().text())
                    .text(refund.provider())
                    .text(refund.paymentId())
                    .number(refund.money().minor())
                    .text(refund.money().currency().getCurrencyCode())
                    .text(refund.reason())
                    .instant(now);
            Columns.exactly(1, statement);
        }
    }

    private static final String ASKED = """
            SELECT key, provider, payment_id, money_minor, currency, reason
            FROM spike_refund_requests
            WHERE billable_type = ? AND billable_id = ? AND order_id = ? AND state = 'asked'
            """;

    /** The one of the order that is not yet answered. */
    Optional<RefundRow> asked(Connection connection, Owner owner, OrderId order) throws SQLException {
        try (var statement = connection.prepareStatement(ASKED)) {
            Columns.bind(statement).owner(owner).text(order.text());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(refundRow(row, owner, order));
            }
        }
    }

    private static RefundRow refundRow(ResultSet row, Owner owner, OrderId order) throws SQLException {
        return new RefundRow(
                owner,
                row.getString("key"),
                order,
                row.getString("provider"),
                row.getString("payment_id"),
                Money.of(row.getLong("money_minor"), row.getString("currency")),
                row.getString("reason"));
    }

    private static final String CLAIM = """
            UPDATE spike_refund_requests
            SET asked_at = ?
            WHERE (billable_type, billable_id, key) IN (
                SELECT billable_type, billable_id, key
                FROM spike_refund_requests
                WHERE provider = ? AND state = 'asked' AND asked_at <= ?
                ORDER BY asked_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            RETURNING billable_type, billable_id, key, order_id, provider, payment_id, money_minor, currency, reason
            """;

    /** Those not answered that were asked before then; whoever claims next gets others. */
    List<RefundRow> claim(Connection connection, String provider, Instant askedBefore, Instant now, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(provider)
                    .instant(askedBefore)
                    .integer(limit);
            try (var row = statement.executeQuery()) {
                var claimed = new ArrayList<RefundRow>();
                while (row.next()) {
                    var owner = new Owner(row.getString("billable_type"), row.getString("billable_id"));
                    claimed.add(refundRow(row, owner, new OrderId(row.getString("order_id"))));
                }
                return claimed;
            }
        }
    }

    private static final String DONE = """
            UPDATE spike_refund_requests
            SET state = 'done',
                refund_id = ?,
                cause = NULL,
                answered_at = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    /** A repeat changes nothing. */
    void done(Connection connection, RefundRow asked, Refund refund, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(DONE)) {
            Columns.bind(statement)
                    .text(refund.id())
                    .instant(now)
                    .owner(asked.owner())
                    .text(asked.key());
            statement.executeUpdate();
        }
    }

    private static final String REFUSED = """
            UPDATE spike_refund_requests
            SET state = 'refused',
                cause = ?,
                answered_at = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    void refused(Connection connection, RefundRow asked, String cause, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(REFUSED)) {
            Columns.bind(statement)
                    .text(cause)
                    .instant(now)
                    .owner(asked.owner())
                    .text(asked.key());
            statement.executeUpdate();
        }
    }

    private static final String UNKNOWN = """
            UPDATE spike_refund_requests
            SET asked_at = ?,
                cause = ?
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND state = 'asked'
            """;

    /** It was asked and did not answer. */
    void unknown(Connection connection, RefundRow asked, String cause, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(UNKNOWN)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(cause)
                    .owner(asked.owner())
                    .text(asked.key());
            statement.executeUpdate();
        }
    }
}
