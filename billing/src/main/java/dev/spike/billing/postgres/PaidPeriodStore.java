package dev.spike.billing.postgres;

import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.billing.renewal.PaidPeriod.Kind;
import dev.spike.billing.renewal.Span;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code spike_subscription_periods}: what was paid, as it was told. */
final class PaidPeriodStore {

    private static final String PAID = """
            INSERT INTO spike_subscription_periods AS p (billable_type, billable_id, key, switch_number, period_start,
                period_end, trial, paid_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, key, switch_number, period_start) DO UPDATE
            SET paid_at = greatest(p.paid_at, excluded.paid_at),
                trial = p.trial AND excluded.trial
            """;

    /** Keeps that it was paid; told again, only when that was last told. */
    void paid(Connection connection, SubscriptionRow row, PaidPeriod period) throws SQLException {
        try (var statement = connection.prepareStatement(PAID)) {
            Columns.bind(statement)
                    .owner(row.owner())
                    .text(row.key())
                    .integer(period.switchNumber())
                    .instant(period.span().start())
                    .instant(period.span().end())
                    .flag(period.kind() == Kind.TRIAL)
                    .instant(period.paidAt());
            Columns.exactly(1, statement);
        }
    }

    private static final String OPEN = """
            SELECT p.switch_number, p.period_start, p.period_end, p.trial, p.paid_at, t.pay_interval
            FROM spike_subscription_periods p
            JOIN spike_subscription_terms t USING (billable_type, billable_id, key, switch_number)
            WHERE p.billable_type = ? AND p.billable_id = ? AND p.key = ? AND NOT p.closed
            """;

    /** Those after which nothing is known to have followed; few. */
    List<PaidPeriod> open(Connection connection, SubscriptionRow row) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN)) {
            Columns.bind(statement).owner(row.owner()).text(row.key());
            try (var found = statement.executeQuery()) {
                var periods = new ArrayList<PaidPeriod>();
                while (found.next()) {
                    boolean year = found.getString("pay_interval").equals("yearly");
                    periods.add(new PaidPeriod(
                            found.getInt("switch_number"),
                            found.getBoolean("trial") ? Kind.TRIAL : year ? Kind.YEAR : Kind.MONTH,
                            new Span(Columns.instant(found, "period_start"), Columns.instant(found, "period_end")),
                            Columns.instant(found, "paid_at")));
                }
                return periods;
            }
        }
    }

    private static final String CLOSE = """
            UPDATE spike_subscription_periods
            SET closed = true
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND switch_number = ? AND period_start = ?
            """;

    void close(Connection connection, SubscriptionRow row, PaidPeriod period) throws SQLException {
        try (var statement = connection.prepareStatement(CLOSE)) {
            Columns.bind(statement)
                    .owner(row.owner())
                    .text(row.key())
                    .integer(period.switchNumber())
                    .instant(period.span().start());
            Columns.exactly(1, statement);
        }
    }

    private static final String ANCHOR = """
            SELECT min(period_start) AS anchor
            FROM spike_subscription_periods
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND switch_number = ? AND NOT trial
            """;

    /** Where the first period by these terms began. */
    Instant anchor(Connection connection, SubscriptionRow row, int switchNumber) throws SQLException {
        try (var statement = connection.prepareStatement(ANCHOR)) {
            Columns.bind(statement).owner(row.owner()).text(row.key()).integer(switchNumber);
            try (var found = statement.executeQuery()) {
                found.next();
                return Columns.instant(found, "anchor");
            }
        }
    }

    private static final String IS_PAID = """
            SELECT
            FROM spike_subscription_periods
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND period_start >= ?
            LIMIT 1
            """;

    /** Whether a period was paid that began then or later. */
    boolean isPaidFrom(Connection connection, SubscriptionRow row, Instant start) throws SQLException {
        try (var statement = connection.prepareStatement(IS_PAID)) {
            Columns.bind(statement).owner(row.owner()).text(row.key()).instant(start);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
