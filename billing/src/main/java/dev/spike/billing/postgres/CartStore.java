package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** {@code spike_carts}: the lock of all that a billable buys. */
final class CartStore {

    private static final String OPEN = """
            SELECT id, revision, currency, discount_code
            FROM spike_carts
            WHERE billable_type = ? AND billable_id = ? AND state = 'open'
            """;

    /** The open cart, not locked. */
    Optional<CartRow> open(Connection connection, Owner owner) throws SQLException {
        return find(connection, OPEN, owner);
    }

    private static final String LOCK_OPEN = """
            SELECT id, revision, currency, discount_code
            FROM spike_carts
            WHERE billable_type = ? AND billable_id = ? AND state = 'open'
            FOR UPDATE
            """;

    /** Locks the open cart, if there is one. */
    Optional<CartRow> lockOpen(Connection connection, Owner owner) throws SQLException {
        return find(connection, LOCK_OPEN, owner);
    }

    private static Optional<CartRow> find(Connection connection, String query, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(cartRow(row)) : Optional.empty();
            }
        }
    }

    private static CartRow cartRow(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return new CartRow(
                row.getLong("id"),
                row.getLong("revision"),
                currency == null ? null : Currency.getInstance(currency),
                row.getString("discount_code"));
    }

    private static final String BEGIN = """
            INSERT INTO spike_carts (billable_type, billable_id, created_at, updated_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id) WHERE state = 'open' DO NOTHING
            """;

    /** Locks the open cart, which is begun if there is none. */
    CartRow lockOrBegin(Connection connection, Owner owner, Instant now) throws SQLException {
        var cart = lockOpen(connection, owner);
        if (cart.isEmpty()) {
            try (var statement = connection.prepareStatement(BEGIN)) {
                Columns.bind(statement).owner(owner).instant(now).instant(now);
                statement.executeUpdate();
            }
            cart = lockOpen(connection, owner);
        }
        return cart.orElseThrow(() -> new BillingException(
                BillingError.BILLING_UNAVAILABLE,
                "The cart was paid at this very moment, so nothing was changed; do it again, in the next cart."));
    }

    private static final String LOCK = """
            SELECT id
            FROM spike_carts
            WHERE billable_type = ? AND billable_id = ? AND id = ?
            FOR UPDATE
            """;

    /** Locks a cart, open or not. */
    void lock(Connection connection, Owner owner, long id) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).owner(owner).number(id);
            statement.executeQuery().close();
        }
    }

    private static final String SAVE = """
            UPDATE spike_carts
            SET currency = ?,
                discount_code = ?,
                revision = revision + 1,
                updated_at = ?
            WHERE billable_type = ? AND billable_id = ? AND id = ?
            """;

    /** Writes what became of the cart, whose lock is held; its revision moves. */
    void save(Connection connection, Owner owner, CartRow cart, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            var currency = cart.currency();
            Columns.bind(statement)
                    .text(currency == null ? null : currency.getCurrencyCode())
                    .text(cart.code())
                    .instant(now)
                    .owner(owner)
                    .number(cart.id());
            Columns.exactly(1, statement);
        }
    }

    private static final String CLOSE = """
            UPDATE spike_carts
            SET state = 'ordered',
                updated_at = ?
            WHERE billable_type = ? AND billable_id = ? AND id = ?
            """;

    void close(Connection connection, Owner owner, long id, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(CLOSE)) {
            Columns.bind(statement).instant(now).owner(owner).number(id);
            Columns.exactly(1, statement);
        }
    }
}
