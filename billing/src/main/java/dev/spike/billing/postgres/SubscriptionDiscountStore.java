package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.provider.RecurringDiscount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code spike_subscription_discounts}: which discounts subscriptions were given. */
final class SubscriptionDiscountStore {

    private static final String ADD = """
            INSERT INTO spike_subscription_discounts (billable_type, billable_id, key, code, percent, off_minor, currency,
                periods, given_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, key, code) DO UPDATE
            SET percent = excluded.percent,
                off_minor = excluded.off_minor,
                currency = excluded.currency,
                periods = excluded.periods,
                given_at = excluded.given_at,
                refused = false
            """;

    /** Also in the place of one that was refused. */
    void add(Connection connection, Owner owner, String key, RecurringDiscount discount, Instant now)
            throws SQLException {
        var reduction = discount.reduction();
        var off = reduction instanceof Reduction.Fixed fixed ? fixed.money() : null;
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(key)
                    .text(discount.code())
                    .numberIfAny(reduction instanceof Reduction.Percent share ? (long) share.percent() : null)
                    .numberIfAny(off == null ? null : off.minor())
                    .text(off == null ? null : off.currency().getCurrencyCode())
                    .integer(discount.periods().max())
                    .instant(now);
            Columns.exactly(1, statement);
        }
    }

    private static final String LATEST = """
            SELECT code, percent, off_minor, currency, periods
            FROM spike_subscription_discounts
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND NOT refused
            ORDER BY given_at DESC, code
            LIMIT 1
            """;

    /** The one that the subscription was given last. */
    Optional<RecurringDiscount> latest(Connection connection, Owner owner, String key) throws SQLException {
        try (var statement = connection.prepareStatement(LATEST)) {
            Columns.bind(statement).owner(owner).text(key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(discount(row)) : Optional.empty();
            }
        }
    }

    private static RecurringDiscount discount(ResultSet row) throws SQLException {
        int percent = row.getInt("percent");
        Reduction reduction = row.wasNull()
                ? new Reduction.Fixed(Money.of(row.getLong("off_minor"), row.getString("currency")))
                : new Reduction.Percent(percent);
        return new RecurringDiscount(row.getString("code"), reduction, Repetition.times(row.getInt("periods")));
    }

    private static final String USES = """
            SELECT coalesce(sum(d.periods), 0) AS uses
            FROM spike_subscription_discounts d
            JOIN spike_subscriptions s
                ON s.billable_type = d.billable_type AND s.billable_id = d.billable_id AND s.key = d.key
            WHERE d.billable_type = ? AND d.billable_id = ? AND d.code = ? AND NOT d.refused AND s.state <> 'refused'
            """;

    /** How many periods the code was given for, also those that are still to come. */
    long uses(Connection connection, Owner owner, String code) throws SQLException {
        try (var statement = connection.prepareStatement(USES)) {
            Columns.bind(statement).owner(owner).text(code);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong("uses");
            }
        }
    }

    private static final String REFUSED = """
            UPDATE spike_subscription_discounts
            SET refused = true
            WHERE billable_type = ? AND billable_id = ? AND key = ? AND code = ?
            """;

    /** The provider said no, so it was not used. */
    void refused(Connection connection, Owner owner, String key, String code) throws SQLException {
        try (var statement = connection.prepareStatement(REFUSED)) {
            Columns.bind(statement).owner(owner).text(key).text(code);
            Columns.exactly(1, statement);
        }
    }
}
