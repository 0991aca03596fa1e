package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_payments}: money that was taken, each with its invoice. */
final class PaymentStore {

    private static final String ADD = """
            INSERT INTO spike_local_payments (id, customer_id, minor, currency, paid_at, invoice_id, invoice_number)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, String customerId, Payment payment, long invoiceNumber) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(payment.id())
                    .text(customerId)
                    .money(payment.money())
                    .instant(payment.paidAt())
                    .text(payment.invoiceId())
                    .number(invoiceNumber)
                    .one();
        }
    }

    private static final String FIND = """
            SELECT id, minor, currency, paid_at, invoice_id
            FROM spike_local_payments
            WHERE id = ?
            """;

    Optional<Payment> find(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(id);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(payment(row)) : Optional.empty();
            }
        }
    }

    private static Payment payment(ResultSet row) throws SQLException {
        return new Payment(
                row.getString("id"),
                Columns.money(row, "minor"),
                Columns.instant(row, "paid_at"),
                row.getString("invoice_id"));
    }

    private static final String INVOICES = """
            SELECT p.minor, p.currency, p.paid_at, p.invoice_id, p.invoice_number, p.minor > 0 AND p.minor <= (
                    SELECT coalesce(sum(r.minor), 0)
                    FROM spike_local_returns r
                    WHERE r.payment_id = p.id AND r.state = 'made'
                ) AS refunded
            FROM spike_local_payments p
            WHERE p.customer_id = ?
            ORDER BY p.invoice_number DESC
            LIMIT ?
            """;

    List<Invoice> invoices(Connection connection, String customerId, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(INVOICES)) {
            Columns.bind(statement).text(customerId).number(limit);
            var invoices = new ArrayList<Invoice>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    invoices.add(invoice(
                            row.getString("invoice_id"),
                            row.getLong("invoice_number"),
                            Columns.money(row, "minor"),
                            row.getBoolean("refunded") ? Invoice.Status.REFUNDED : Invoice.Status.PAID,
                            Columns.instant(row, "paid_at")));
                }
            }
            return invoices;
        }
    }

    static Invoice invoice(@Nullable String id, long number, Money total, Invoice.Status status, Instant date) {
        return new Invoice(String.valueOf(id), "LOCAL-" + number, total, status, date, null);
    }
}
