package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Payment;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_checkouts}: what is asked for, and what has become of it. */
final class CheckoutStore {

    private static final String OF_KEY = """
            SELECT c.key, c.customer_id, c.line_names, c.line_quantities, c.line_prices, c.discount, c.total, c.currency,
                c.when_paid, c.when_cancelled, c.expires_at, c.page, c.form, c.state, c.card, c.payment_id, p.paid_at,
                p.invoice_id
            FROM spike_local_checkouts c
            LEFT JOIN spike_local_payments p ON p.id = c.payment_id
            WHERE c.key = ?
            """;

    Optional<Page> ofKey(Connection connection, String key) throws SQLException {
        return one(connection, OF_KEY, key);
    }

    private static final String OF_PAGE = """
            SELECT c.key, c.customer_id, c.line_names, c.line_quantities, c.line_prices, c.discount, c.total, c.currency,
                c.when_paid, c.when_cancelled, c.expires_at, c.page, c.form, c.state, c.card, c.payment_id, p.paid_at,
                p.invoice_id
            FROM spike_local_checkouts c
            LEFT JOIN spike_local_payments p ON p.id = c.payment_id
            WHERE c.page = ?
            """;

    Optional<Page> ofPage(Connection connection, String secret) throws SQLException {
        return one(connection, OF_PAGE, secret);
    }

    private static Optional<Page> one(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            Columns.bind(statement).text(name);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(page(row)) : Optional.empty();
            }
        }
    }

    private static Page page(ResultSet row) throws SQLException {
        var card = row.getString("card");
        return new Page(
                request(row),
                row.getString("page"),
                row.getString("form"),
                Page.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                card == null ? null : TestCard.valueOf(card),
                payment(row));
    }

    private static CheckoutRequest request(ResultSet row) throws SQLException {
        return new CheckoutRequest(
                row.getString("key"),
                row.getString("customer_id"),
                lines(row),
                Columns.money(row, "discount"),
                Columns.money(row, "total"),
                new Pages(URI.create(row.getString("when_paid")), URI.create(row.getString("when_cancelled"))),
                Columns.instant(row, "expires_at"));
    }

    private static List<CheckoutLine> lines(ResultSet row) throws SQLException {
        var names = Columns.texts(row, "line_names");
        var quantities = Columns.numbers(row, "line_quantities");
        var prices = Columns.numbers(row, "line_prices");
        var lines = new ArrayList<CheckoutLine>();
        for (int i = 0; i < names.length; i++) {
            lines.add(new CheckoutLine(
                    names[i], Math.toIntExact(quantities[i]), Money.of(prices[i], row.getString("currency"))));
        }
        return lines;
    }

    private static @Nullable Payment payment(ResultSet row) throws SQLException {
        var id = row.getString("payment_id");
        return id == null
                ? null
                : new Payment(
                        id, Columns.money(row, "total"), Columns.instant(row, "paid_at"), row.getString("invoice_id"));
    }

    private static final String ADD = """
            INSERT INTO spike_local_checkouts (key, customer_id, line_names, line_quantities, line_prices, discount, total,
                currency, when_paid, when_cancelled, expires_at, page, form)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Page page) throws SQLException {
        var request = page.request();
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(request.key())
                    .text(request.customerId())
                    .texts(request.lines().stream().map(CheckoutLine::name).toList())
                    .numbers(request.lines().stream()
                            .map(line -> (long) line.quantity())
                            .toList())
                    .numbers(request.lines().stream()
                            .map(line -> line.unitPrice().minor())
                            .toList())
                    .number(request.discount().minor())
                    .money(request.total())
                    .text(request.pages().whenPaid().toString())
                    .text(request.pages().whenCancelled().toString())
                    .instant(request.expiresAt())
                    .text(page.secret())
                    .text(page.form())
                    .one();
        }
    }

    private static final String SAVE = """
            UPDATE spike_local_checkouts
            SET state = ?,
                card = ?,
                payment_id = ?
            WHERE key = ? AND state = 'open'
            """;

    /** Writes what has become of an open checkout; the others stay as they are for ever. */
    void save(Connection connection, Page page) throws SQLException {
        var card = page.card();
        var payment = page.payment();
        try (var statement = connection.prepareStatement(SAVE)) {
            Columns.bind(statement)
                    .text(page.state().name().toLowerCase(Locale.ROOT))
                    .text(card == null ? null : card.name())
                    .text(payment == null ? null : payment.id())
                    .text(page.key())
                    .one();
        }
    }

    private static final String OVERDUE = """
            UPDATE spike_local_checkouts
            SET state = 'expired',
                card = NULL
            WHERE state = 'open' AND expires_at <= ?
            RETURNING key
            """;

    /** Ends all whose time has come, and names their keys. */
    List<String> expire(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OVERDUE)) {
            Columns.bind(statement).instant(now);
            return keys(statement);
        }
    }

    private static List<String> keys(PreparedStatement statement) throws SQLException {
        var keys = new ArrayList<String>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString("key"));
            }
        }
        return keys;
    }
}
