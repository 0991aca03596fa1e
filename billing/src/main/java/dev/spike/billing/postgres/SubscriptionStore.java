package dev.spike.billing.postgres;

import dev.spike.billing.postgres.SubscriptionRow.Told;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.renewal.Span;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code spike_subscriptions}: what was asked for, and how it stands. */
final class SubscriptionStore {

    private static final String ADD = """
            INSERT INTO spike_subscriptions (billable_type, billable_id, key, provider, trial_ends_at, when_paid, when_cancelled,
                asked_at, state, version, switch_number, period_start, period_end, past_due_since, ends_at, begun_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            var binder = Columns.bind(statement)
                    .owner(row.owner())
                    .text(row.key())
                    .text(row.provider())
                    .instantIfAny(row.trialEndsAt())
                    .text(row.pages() == null ? null : row.pages().whenPaid().toString())
                    .text(
                            row.pages() == null
                                    ? null
                                    : row.pages().whenCancelled().toString())
                    .instant(now);
            bind(binder, row.told()).instantIfAny(row.told().state() == SubscriptionState.ASKED ? null : now);
            Columns.exactly(1, statement);
        }
    }

    private static Columns.Binder bind(Columns.Binder binder, Told told) throws SQLException {
        var period = told.period();
        return binder.text(told.state().word())
                .number(told.version())
                .integer(told.switchNumber())
                .instantIfAny(period == null ? null : period.start())
                .instantIfAny(period == null ? null : period.end())
                .instantIfAny(told.pastDueSince())
                .instantIfAny(told.endsAt());
    }

    private static final String SAVE = """
            UPDATE spike_subscriptions
            SET state = ?,
                version = ?,
                switch_number = ?,
                period_start = ?,
                period_end = ?,
                past_due_since = ?,
                ends_at = ?,
                begun_at = coalesce(begun_at, ?),
                cause = NULL
            WHERE billable_type = ? AND billable_id = ? AND key = ?
            """;

    /** Keeps how it stands now. The subscriber's lock is held. */
    void save(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SAVE)) {
            bind(Columns.bind(statement), row.told())
                    .instantIfAny(row.told().period() == null ? null : now)
                    .owner(row.owner())
                    .text(row.key());
            Columns.exactly(1, statement);
        }
    }

    private static final String FIND = """
            SELECT billable_type, billable_id, key, provider, trial_ends_at, when_paid, when_cancelled, state, version,
                switch_number, period_start, period_end, past_due_since, ends_at
            FROM spike_subscriptions
            WHERE key = ?
            """;

    Optional<SubscriptionRow> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            return rows(statement).stream().findFirst();
        }
    }

    private static final String ALL = """
            SELECT billable_type, billable_id, key, provider, trial_ends_at, when_paid, when_cancelled, state, version,
                switch_number, period_start, period_end, past_due_since, ends_at
            FROM spike_subscriptions
            WHERE billable_type = ? AND billable_id = ? AND state <> 'refused'
            ORDER BY state = 'asked', state = 'ended', begun_at DESC, number DESC
            LIMIT 3
            """;

    /** Those that live, latest first, then those that have ended, then one that is asked for; three suffice. */
    List<SubscriptionRow> latest(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(ALL)) {
            Columns.bind(statement).owner(owner);
            return rows(statement);
        }
    }

    private static final String ASKED = """
            SELECT billable_type, billable_id, key, provider, trial_ends_at, when_paid, when_cancelled, state, version,
                switch_number, period_start, period_end, past_due_since, ends_at
            FROM spike_subscriptions
            WHERE billable_type = ? AND billable_id = ? AND state = 'asked'
            """;

    Optional<SubscriptionRow> asked(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(ASKED)) {
            Columns.bind(statement).owner(owner);
            return rows(statement).stream().findFirst();
        }
    }

    private static List<SubscriptionRow> rows(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            var rows = new ArrayList<SubscriptionRow>();
            while (row.next()) {
                rows.add(row(row));
            }
            return rows;
        }
    }

    private static SubscriptionRow row(ResultSet row) throws SQLException {
        var start = Columns.instantIfAny(row, "period_start");
        var end = Columns.instantIfAny(row, "period_end");
        return new SubscriptionRow(
                new Owner(row.getString("billable_type"), row.getString("billable_id")),
                row.getString("key"),
                row.getString("provider"),
                Columns.instantIfAny(row, "trial_ends_at"),
                row.getString("when_paid") == null
                        ? null
                        : new Pages(
                                URI.create(row.getString("when_paid")), URI.create(row.getString("when_cancelled"))),
                new Told(
                        SubscriptionState.of(row.getString("state")),
                        row.getLong("version"),
                        row.getInt("switch_number"),
                        start == null || end == null ? null : new Span(start, end),
                        Columns.instantIfAny(row, "past_due_since"),
                        Columns.instantIfAny(row, "ends_at")));
    }
}
