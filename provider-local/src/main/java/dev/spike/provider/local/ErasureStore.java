package dev.spike.provider.local;

import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The statements that forget a customer, over all tables that know who it is or have a text. Each may be repeated. */
final class ErasureStore {

    private static final String OPEN = """
            SELECT 'the open page of ' || key AS what
            FROM spike_local_checkouts
            WHERE customer_id = ? AND state = 'open'
            UNION ALL
            SELECT 'the subscription ' || key || ', which goes on'
            FROM spike_local_subscriptions
            WHERE customer_id = ? AND state <> 'ended'
            LIMIT 1
            """;

    /** What keeps the customer from being forgotten. */
    Optional<String> open(Connection connection, String customerId) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement).text(customerId).text(customerId);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString("what")) : Optional.empty();
            }
        }
    }

    private static final String FORGET_CUSTOMER = """
            UPDATE spike_local_customers
            SET billable_id = ?,
                name = NULL,
                email = NULL
            WHERE id = ?
            """;

    private static final String FORGET_METHODS = """
            UPDATE spike_local_payment_methods
            SET forgotten = true,
                is_default = false
            WHERE customer_id = ?
            """;

    /** The addresses are the host's, and may say whose they are. */
    private static final String FORGET_PAGES = """
            UPDATE spike_local_checkouts
            SET when_paid = 'https://forgotten.invalid/',
                when_cancelled = 'https://forgotten.invalid/',
                page = gen_random_uuid()::text,
                form = gen_random_uuid()::text
            WHERE customer_id = ?
            """;

    private static final String FORGET_DESCRIPTIONS = """
            UPDATE spike_local_charges
            SET description = ''
            WHERE customer_id = ?
            """;

    private static final String FORGET_REASONS = """
            UPDATE spike_local_returns
            SET reason = ''
            WHERE payment_id IN (
                SELECT id
                FROM spike_local_payments
                WHERE customer_id = ?)
            """;

    void forget(Connection connection, String customerId, Pseudonym pseudonym) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET_CUSTOMER)) {
            Columns.bind(statement).text(pseudonym.id()).text(customerId).one();
        }
        run(connection, FORGET_METHODS, customerId);
        run(connection, FORGET_PAGES, customerId);
        run(connection, FORGET_DESCRIPTIONS, customerId);
        run(connection, FORGET_REASONS, customerId);
    }

    private static void run(Connection connection, String sql, String customerId) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Columns.bind(statement).text(customerId);
            statement.executeUpdate();
        }
    }
}
