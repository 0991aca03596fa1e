package dev.spike.billing.postgres;

import dev.spike.billing.OrderId;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Payment;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code spike_checkouts}: what the provider was asked, and what it answered. */
final class CheckoutStore {

    private static final String ADD = """
            INSERT INTO spike_checkouts (key, billable_type, billable_id, provider, when_paid, when_cancelled, expires_at,
                asked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, CheckoutRow checkout, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(checkout.key())
                    .owner(checkout.owner())
                    .text(checkout.provider())
                    .text(checkout.pages().whenPaid().toString())
                    .text(checkout.pages().whenCancelled().toString())
                    .instant(checkout.expiresAt())
                    .instant(now);
            Columns.exactly(1, statement);
        }
    }

    private static final String FIND = """
            SELECT key, billable_type, billable_id, provider, when_paid, when_cancelled, expires_at
            FROM spike_checkouts
            WHERE key = ?
            """;

    Optional<CheckoutRow> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new CheckoutRow(
                        new OrderId(row.getString("key")),
                        new Owner(row.getString("billable_type"), row.getString("billable_id")),
                        row.getString("provider"),
                        new Pages(URI.create(row.getString("when_paid")), URI.create(row.getString("when_cancelled"))),
                        Columns.instant(row, "expires_at")));
            }
        }
    }

    private static final String OF_PAYMENT = """
            SELECT key
            FROM spike_checkouts
            WHERE provider = ? AND payment_id = ?
            """;

    /** The one that was paid by the payment. */
    Optional<CheckoutRow> ofPayment(Connection connection, String provider, String payment) throws SQLException {
        try (var statement = connection.prepareStatement(OF_PAYMENT)) {
            Columns.bind(statement).text(provider).text(payment);
            try (var row = statement.executeQuery()) {
                return row.next() ? find(connection, row.getString("key")) : Optional.empty();
            }
        }
    }

    private static final String CLAIM = """
            UPDATE spike_checkouts
            SET asked_at = ?
            WHERE key IN (
                SELECT key
                FROM spike_checkouts
                WHERE provider = ? AND ((state = 'asked' AND asked_at <= ?) OR (state = 'open' AND asked_at <= ?))
                ORDER BY asked_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            RETURNING key
            """;

    /** When it was last asked about those not answered, and about those whose page is open. */
    record AskedBefore(Instant unanswered, Instant open) {}

    /** The keys of those to ask about again; whoever claims next gets others. */
    List<String> claim(Connection connection, String provider, AskedBefore before, Instant now, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(provider)
                    .instant(before.unanswered())
                    .instant(before.open())
                    .integer(limit);
            try (var row = statement.executeQuery()) {
                var keys = new ArrayList<String>();
                while (row.next()) {
                    keys.add(row.getString("key"));
                }
                return keys;
            }
        }
    }

    private static final String OPENED = """
            UPDATE spike_checkouts
            SET state = 'open',
                page = ?,
                cause = NULL,
                asked_at = ?,
                answered_at = ?
            WHERE key = ? AND state IN ('asked', 'open')
            """;

    void opened(Connection connection, String key, URI page, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OPENED)) {
            Columns.bind(statement)
                    .text(page.toString())
                    .instant(now)
                    .instant(now)
                    .text(key);
            statement.executeUpdate();
        }
    }

    private static final String PAID = """
            UPDATE spike_checkouts
            SET state = 'paid',
                cause = NULL,
                answered_at = ?,
                payment_id = ?,
                invoice_id = ?,
                paid_minor = ?,
                paid_currency = ?,
                paid_at = ?
            WHERE key = ?
            """;

    /** Keeps the payment, whatever was thought of the checkout before. */
    void paid(Connection connection, String key, Payment payment, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PAID)) {
            Columns.bind(statement)
                    .instant(now)
                    .text(payment.id())
                    .text(payment.invoiceId())
                    .number(payment.money().minor())
                    .text(payment.money().currency().getCurrencyCode())
                    .instant(payment.paidAt().truncatedTo(ChronoUnit.MICROS))
                    .text(key);
            Columns.exactly(1, statement);
        }
    }

    private static final String EXPIRED = """
            UPDATE spike_checkouts
            SET state = 'expired',
                answered_at = ?
            WHERE key = ? AND state IN ('asked', 'open')
            """;

    void expired(Connection connection, String key, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(EXPIRED)) {
            Columns.bind(statement).instant(now).text(key);
            statement.executeUpdate();
        }
    }

    private static final String REFUSED = """
            UPDATE spike_checkouts
            SET state = 'refused',
                answered_at = ?,
                cause = ?
            WHERE key = ? AND state IN ('asked', 'open')
            """;

    void refused(Connection connection, String key, String cause, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(REFUSED)) {
            Columns.bind(statement).instant(now).text(cause).text(key);
            statement.executeUpdate();
        }
    }

    private static final String UNKNOWN = """
            UPDATE spike_checkouts
            SET asked_at = ?,
                cause = ?
            WHERE key = ? AND state IN ('asked', 'open')
            """;

    /** It was asked and did not answer. */
    void unknown(Connection connection, String key, String cause, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(UNKNOWN)) {
            Columns.bind(statement).instant(now).text(cause).text(key);
            statement.executeUpdate();
        }
    }
}
