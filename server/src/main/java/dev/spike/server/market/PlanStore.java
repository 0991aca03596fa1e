package dev.spike.server.market;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Counts in the tables of billing what became of plans. */
final class PlanStore {

    private final DataSource dataSource;

    PlanStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String REPORT = """
            SELECT
                (
                    SELECT count(*)
                    FROM spike_subscriptions
                    WHERE billable_type = ? AND state IN ('trial', 'active', 'past_due')
                ) AS members,
                (
                    SELECT count(*)
                    FROM spike_subscription_terms
                    WHERE billable_type = ? AND asked = 'now' AND NOT refused
                ) AS switched,
                (
                    SELECT count(DISTINCT s.key)
                    FROM spike_subscriptions s
                    JOIN spike_plan_grants g ON g.billable_type = s.billable_type AND g.billable_id = s.billable_id
                        AND g.source = s.key AND g.ended_by = 'past_due'
                    WHERE s.billable_type = ? AND s.state = 'active'
                ) AS recovered,
                count(*) AS periods,
                count(*) FILTER (WHERE EXISTS (
                    SELECT
                    FROM spike_subscription_periods e
                    WHERE e.billable_type = p.billable_type AND e.billable_id = p.billable_id AND e.key = p.key
                        AND e.period_end = p.period_start
                )) AS renewals
            FROM spike_subscription_periods p
            WHERE p.billable_type = ? AND NOT p.trial
            """;

    PlanReport report(String billableType, long before) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(REPORT)) {
            for (int place = 1; place <= 4; place++) {
                statement.setString(place, billableType);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return new PlanReport(
                        row.getLong("members"),
                        before,
                        row.getLong("switched"),
                        row.getLong("recovered"),
                        row.getLong("periods"),
                        row.getLong("renewals"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What became of plans could not be counted.", e);
        }
    }

    private static final String HISTORY_AFTER = """
            SELECT DISTINCT a.billable_id
            FROM spike_credit_accounts a
            WHERE a.billable_type = ? AND a.billable_id = ANY (?) AND a.decided_at > ? AND NOT EXISTS (
                SELECT
                FROM spike_subscriptions s
                WHERE s.billable_type = a.billable_type AND s.billable_id = a.billable_id
            )
            """;

    /** Those whose accounts have come further than the instant without a plan: an account's time never runs back. */
    Set<String> beyond(String billableType, List<String> billableIds, Instant instant) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(HISTORY_AFTER)) {
            bind(statement, billableType, billableIds, instant);
            var beyond = new HashSet<String>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    beyond.add(row.getString("billable_id"));
                }
            }
            return beyond;
        } catch (SQLException e) {
            throw new IllegalStateException("Who has spent already could not be read.", e);
        }
    }

    private static void bind(PreparedStatement statement, String type, List<String> ids, Instant instant)
            throws SQLException {
        statement.setString(1, type);
        statement.setArray(2, statement.getConnection().createArrayOf("text", ids.toArray()));
        statement.setObject(3, instant.atOffset(ZoneOffset.UTC));
    }

    private static final String PAID_UNTIL = """
            SELECT count(*) AS number
            FROM spike_subscriptions
            WHERE billable_type = ? AND billable_id = ANY (?) AND state = 'active' AND period_end > ?
            """;

    /** How many of them have paid for a plan until then. */
    long paidUntil(String billableType, List<String> billableIds, Instant until) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(PAID_UNTIL)) {
            bind(statement, billableType, billableIds, until);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong("number");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Who subscribes could not be counted.", e);
        }
    }
}
