package dev.spike.billing.postgres;

import dev.spike.billing.ExtraPayment;
import dev.spike.billing.Money;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.renewal.Span;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_payments}: those of periods, and those that came for what was paid already. */
final class PaymentStore {

    /** @param period none of one that came again */
    record Noted(PaidFor paidFor, @Nullable Billed period, Money money, Money returned) {}

    /** A period, and the terms by which it was billed. */
    record Billed(int switchNumber, Span span) {}

    private static final String OF_PERIOD = """
            INSERT INTO spike_payments (provider, payment_id, billable_type, billable_id, what, source, switch_number,
                period_start, period_end, money_minor, currency, paid_at)
            VALUES (?, ?, ?, ?, 'period', ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** Keeps which payment the period was paid by; the first stays. */
    void ofPeriod(Connection connection, PaidFor paidFor, Billed period, Payment payment) throws SQLException {
        try (var statement = connection.prepareStatement(OF_PERIOD)) {
            var binder = Columns.bind(statement)
                    .text(paidFor.provider())
                    .text(payment.id())
                    .owner(paidFor.owner())
                    .text(paidFor.source())
                    .integer(period.switchNumber())
                    .instant(period.span().start())
                    .instant(period.span().end());
            money(binder, payment);
            statement.executeUpdate();
        }
    }

    private static final String AGAIN = """
            INSERT INTO spike_payments (provider, payment_id, billable_type, billable_id, what, source, money_minor, currency,
                paid_at)
            VALUES (?, ?, ?, ?, 'again', ?, ?, ?, ?)
            ON CONFLICT (provider, payment_id) DO NOTHING
            """;

    /** Whether it was not known; it came for what was paid already. */
    boolean again(Connection connection, PaidFor paidFor, Payment payment) throws SQLException {
        try (var statement = connection.prepareStatement(AGAIN)) {
            var binder = Columns.bind(statement)
                    .text(paidFor.provider())
                    .text(payment.id())
                    .owner(paidFor.owner())
                    .text(paidFor.source());
            money(binder, payment);
            return statement.executeUpdate() == 1;
        }
    }

    private static void money(Columns.Binder binder, Payment payment) throws SQLException {
        binder.number(payment.money().minor())
                .text(payment.money().currency().getCurrencyCode())
                .instant(payment.paidAt().truncatedTo(ChronoUnit.MICROS));
    }

    private static final String FIND = """
            SELECT provider, billable_type, billable_id, source, switch_number, period_start, period_end, money_minor,
                currency, returned_minor
            FROM spike_payments
            WHERE provider = ? AND payment_id = ?
            """;

    Optional<Noted> find(Connection connection, String provider, String payment) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(provider).text(payment);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(noted(row)) : Optional.empty();
            }
        }
    }

    private static final String LOCK = """
            SELECT
            FROM spike_payments
            WHERE provider = ? AND payment_id = ?
            FOR UPDATE
            """;

    /** So that what is returned of it is summed by one after the other. */
    void lock(Connection connection, String provider, String payment) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).text(provider).text(payment);
            statement.executeQuery().close();
        }
    }

    private static final String RETURNED_OF = """
            SELECT provider, billable_type, billable_id, source, switch_number, period_start, period_end, money_minor,
                currency, returned_minor
            FROM spike_payments
            WHERE billable_type = ? AND billable_id = ? AND source = ? AND what = 'period' AND returned_minor > 0
            """;

    /** The payments of the subscription's periods of which something was returned. */
    List<Noted> returnedOf(Connection connection, Owner owner, String key) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED_OF)) {
            Columns.bind(statement).owner(owner).text(key);
            try (var row = statement.executeQuery()) {
                var noted = new ArrayList<Noted>();
                while (row.next()) {
                    noted.add(noted(row));
                }
                return noted;
            }
        }
    }

    private static Noted noted(ResultSet row) throws SQLException {
        var owner = new Owner(row.getString("billable_type"), row.getString("billable_id"));
        var start = Columns.instantIfAny(row, "period_start");
        var end = Columns.instantIfAny(row, "period_end");
        var currency = row.getString("currency");
        return new Noted(
                new PaidFor(row.getString("provider"), owner, row.getString("source")),
                start == null || end == null ? null : new Billed(row.getInt("switch_number"), new Span(start, end)),
                Money.of(row.getLong("money_minor"), currency),
                Money.of(row.getLong("returned_minor"), currency));
    }

    private static final String RETURNED = """
            UPDATE spike_payments p
            SET returned_minor = least(p.money_minor, (
                    SELECT coalesce(sum(r.money_minor), 0)
                    FROM spike_refunds r
                    WHERE r.provider = p.provider AND r.payment_id = p.payment_id AND r.state = 'returned'
                ) + (
                    SELECT coalesce(sum(d.money_minor), 0)
                    FROM spike_disputes d
                    WHERE d.provider = p.provider AND d.payment_id = p.payment_id AND d.state = 'lost'
                ))
            WHERE provider = ? AND payment_id = ?
            """;

    /** Sums what is known of its refunds and disputes; at most what was paid, whatever the provider says. */
    void returned(Connection connection, String provider, String payment) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED)) {
            Columns.bind(statement).text(provider).text(payment);
            Columns.exactly(1, statement);
        }
    }

    private static final String EXTRA = """
            SELECT billable_type, billable_id, source, payment_id, money_minor, currency, paid_at, returned_minor
            FROM spike_payments
            WHERE what = 'again' AND returned_minor < money_minor
            ORDER BY paid_at, provider, payment_id
            LIMIT ?
            """;

    /** What came again and was not wholly returned, oldest first. */
    List<ExtraPayment> extra(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(EXTRA)) {
            Columns.bind(statement).integer(limit);
            try (var row = statement.executeQuery()) {
                var extra = new ArrayList<ExtraPayment>();
                while (row.next()) {
                    var currency = row.getString("currency");
                    extra.add(new ExtraPayment(
                            new Owner(row.getString("billable_type"), row.getString("billable_id")).billable(),
                            row.getString("source"),
                            new Payment(
                                    row.getString("payment_id"),
                                    Money.of(row.getLong("money_minor"), currency),
                                    Columns.instant(row, "paid_at"),
                                    null),
                            Money.of(row.getLong("returned_minor"), currency)));
                }
                return extra;
            }
        }
    }
}
