package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who was forgotten, by what providers call them, and which providers have still to forget them. */
final class ForgottenStore {

    private static final String IS_FORGOTTEN = """
            SELECT
            FROM (
                SELECT billable_type, billable_id
                FROM spike_checkouts
                WHERE key = ?
                UNION ALL
                SELECT billable_type, billable_id
                FROM spike_subscriptions
                WHERE key = ?
                UNION ALL
                SELECT billable_type, billable_id
                FROM spike_checkouts
                WHERE provider = ? AND payment_id = ?
                UNION ALL
                SELECT billable_type, billable_id
                FROM spike_payments
                WHERE provider = ? AND payment_id = ?
                UNION ALL
                SELECT billable_type, billable_id
                FROM spike_customers
                WHERE provider = ? AND customer_id = ?
            ) named
            JOIN spike_subscribers s USING (billable_type, billable_id)
            WHERE s.forgotten_at IS NOT NULL
            """;

    /** Whether the one who is named was forgotten. A row by key for each name. */
    boolean isForgotten(Connection connection, String provider, Named named) throws SQLException {
        try (var statement = connection.prepareStatement(IS_FORGOTTEN)) {
            Columns.bind(statement)
                    .text(named.key())
                    .text(named.key())
                    .text(provider)
                    .text(named.payment())
                    .text(provider)
                    .text(named.payment())
                    .text(provider)
                    .text(named.customer());
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static final String ASKING = """
            SELECT customer_id
            FROM spike_customers
            WHERE billable_type = ? AND billable_id = ? AND provider = ? AND forget_asked_at IS NOT NULL
            """;

    /** The customers of a forgotten owner that the provider has not forgotten yet. */
    List<String> asking(Connection connection, Owner owner, String provider) throws SQLException {
        try (var statement = connection.prepareStatement(ASKING)) {
            Columns.bind(statement).owner(owner).text(provider);
            try (var row = statement.executeQuery()) {
                var customers = new ArrayList<String>();
                while (row.next()) {
                    customers.add(row.getString("customer_id"));
                }
                return customers;
            }
        }
    }

    private static final String CLAIM = """
            UPDATE spike_customers
            SET forget_asked_at = ?
            WHERE (billable_type, billable_id, provider) IN (
                SELECT billable_type, billable_id, provider
                FROM spike_customers
                WHERE provider = ? AND forget_asked_at <= ?
                ORDER BY forget_asked_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            RETURNING customer_id
            """;

    /** Those that the provider did not answer about; whoever claims next gets others. */
    List<String> claim(Connection connection, String provider, Instant askedBefore, Instant now, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(provider)
                    .instant(askedBefore)
                    .integer(limit);
            try (var row = statement.executeQuery()) {
                var claimed = new ArrayList<String>();
                while (row.next()) {
                    claimed.add(row.getString("customer_id"));
                }
                return claimed;
            }
        }
    }

    private static final String ANSWERED = """
            UPDATE spike_customers
            SET forget_asked_at = NULL,
                forget_refusal = ?
            WHERE provider = ? AND customer_id = ?
            """;

    /** @param refusal none when it has forgotten */
    void answered(Connection connection, String provider, String customer, @Nullable String refusal)
            throws SQLException {
        try (var statement = connection.prepareStatement(ANSWERED)) {
            Columns.bind(statement).text(refusal).text(provider).text(customer);
            statement.executeUpdate();
        }
    }

    private static final String TAKE_OVER = """
            UPDATE spike_customers c
            SET billable_type = ?,
                billable_id = ?,
                forget_asked_at = NULL,
                forget_refusal = NULL
            FROM spike_subscribers s
            WHERE c.provider = ? AND c.customer_id = ?
                AND s.billable_type = c.billable_type AND s.billable_id = c.billable_id AND s.forgotten_at IS NOT NULL
            """;

    /** Whoever was forgotten here and comes back is the same customer at a provider that has not forgotten. */
    void takeOver(Connection connection, Owner owner, String provider, String customer) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE_OVER)) {
            Columns.bind(statement).owner(owner).text(provider).text(customer);
            statement.executeUpdate();
        }
    }
}
