package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.billing.renewal.Span;
import dev.spike.provider.local.Subscription.Bill;
import dev.spike.provider.local.Subscription.Cycle;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_subscriptions}: how each stands, and when it is due. */
final class SubscriptionStore {

    private static final String FIND = """
            SELECT s.key, s.customer_id, s.version, s.state, s.reference, s.name, s.minor, s.currency, s.billed, s.anchor,
                s.number, s.period_start, s.period_end, s.ends_at, s.paid, s.owed, s.attempts, s.discounted,
                s.next_switch, n.reference AS next_reference, n.name AS next_name, n.minor AS next_minor,
                n.billed AS next_billed, s.discount_code, s.discount_percent, s.discount_minor, s.discount_periods
            FROM spike_local_subscriptions s
            LEFT JOIN spike_local_switches n ON n.key = s.next_switch
            WHERE s.key = ?
            """;

    Optional<Subscription> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(subscription(row)) : Optional.empty();
            }
        }
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("customer_id"),
                shown(row),
                new Cycle(Columns.instant(row, "anchor"), row.getLong("number")),
                bill(row),
                SubscriptionRequestStore.discount(row),
                next(row));
    }

    private static ProviderSubscription shown(ResultSet row) throws SQLException {
        return new ProviderSubscription(
                row.getString("key"),
                row.getLong("version"),
                ProviderSubscription.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Terms.read(row, ""),
                new Span(Columns.instant(row, "period_start"), Columns.instant(row, "period_end")),
                Columns.maybeInstant(row, "ends_at"));
    }

    private static Bill bill(ResultSet row) throws SQLException {
        Money paid = Columns.money(row, "paid");
        return new Bill(paid, Columns.money(row, "owed"), row.getInt("attempts"), row.getInt("discounted"));
    }

    private static @Nullable SwitchRequest next(ResultSet row) throws SQLException {
        var key = row.getString("next_switch");
        return key == null ? null : new SwitchRequest(key, row.getString("key"), Terms.read(row, "next_"));
    }

    private static final String SAVE = """
            INSERT INTO spike_local_subscriptions (key, customer_id, version, state, reference, name, minor, currency, billed,
                anchor, number, period_start, period_end, ends_at, paid, owed, attempts, discounted, next_switch, due_at,
                discount_code, discount_percent, discount_minor, discount_periods)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE
            SET version = excluded.version,
                state = excluded.state,
                reference = excluded.reference,
                name = excluded.name,
                minor = excluded.minor,
                billed = excluded.billed,
                anchor = excluded.anchor,
                number = excluded.number,
                period_start = excluded.period_start,
                period_end = excluded.period_end,
                ends_at = excluded.ends_at,
                paid = excluded.paid,
                owed = excluded.owed,
                attempts = excluded.attempts,
                discounted = excluded.discounted,
                next_switch = excluded.next_switch,
                due_at = excluded.due_at,
                discount_code = excluded.discount_code,
                discount_percent = excluded.discount_percent,
                discount_minor = excluded.discount_minor,
                discount_periods = excluded.discount_periods
            """;

    void save(Connection connection, Subscription subscription) throws SQLException {
        var shown = subscription.shown();
        var bill = subscription.bill();
        var next = subscription.next();
        try (var statement = connection.prepareStatement(SAVE)) {
            var binder = Columns.bind(statement)
                    .text(shown.key())
                    .text(subscription.customerId())
                    .number(shown.version())
                    .text(shown.state().name().toLowerCase(Locale.ROOT));
            Terms.bind(binder, shown.terms())
                    .instant(subscription.cycle().anchor())
                    .number(subscription.cycle().number())
                    .instant(shown.period().start())
                    .instant(shown.period().end())
                    .instant(shown.endsAt())
                    .number(bill.paid().minor())
                    .number(bill.owed().minor())
                    .number(bill.attempts())
                    .number(bill.discounted())
                    .text(next == null ? null : next.key())
                    .instant(subscription.dueAt().orElse(null));
            SubscriptionRequestStore.bind(binder, subscription.discount()).one();
        }
    }

    private static final String DUE = """
            SELECT key
            FROM spike_local_subscriptions
            WHERE due_at <= ?
            ORDER BY due_at, key
            LIMIT ?
            """;

    /** The keys of those that are due, the longest first. */
    List<String> due(Connection connection, Instant now, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(DUE)) {
            Columns.bind(statement).instant(now).number(limit);
            var keys = new ArrayList<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString("key"));
                }
            }
            return keys;
        }
    }
}
