package dev.spike.server.simulate;

import dev.spike.ledger.Billable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Looks into the tables of the provider and of billing, for what may happen next, what is still due, and what was done. */
final class SimulationStore {

    private final DataSource dataSource;

    SimulationStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String CUSTOMER = """
            SELECT id
            FROM spike_local_customers
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** The provider's name for the billable; none if it was never told of it. */
    Optional<String> customer(Billable billable) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(CUSTOMER)) {
            statement.setString(1, billable.billableType());
            statement.setString(2, billable.billableId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString("id")) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** @param since when the period began that is not paid */
    record PastDue(String subscription, String customer, String billable, Instant since) {}

    private static final String PAST_DUE = """
            SELECT s.key, s.customer_id, c.billable_id, s.period_start
            FROM spike_local_subscriptions s
            JOIN spike_local_customers c ON c.id = s.customer_id
            WHERE s.state = 'past_due' AND s.due_at IS NOT NULL
            ORDER BY c.billable_id
            """;

    List<PastDue> pastDue() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(PAST_DUE);
                var row = statement.executeQuery()) {
            var all = new ArrayList<PastDue>();
            while (row.next()) {
                all.add(new PastDue(
                        row.getString("key"),
                        row.getString("customer_id"),
                        row.getString("billable_id"),
                        row.getObject("period_start", OffsetDateTime.class).toInstant()));
            }
            return all;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * What will become due by itself in its time is no debt: periods that go on, and those that are tried again. A delivery is
     * in the inbox once, so as many must be there.
     */
    private static final String DUE = """
            SELECT (SELECT count(*) FROM spike_local_deliveries WHERE due_at IS NOT NULL)
                + (SELECT count(*) FROM spike_local_deliveries) - (SELECT count(*) FROM spike_inbox)
                + (SELECT count(*) FROM spike_inbox WHERE next_attempt_at IS NOT NULL)
                + (SELECT count(*) FROM spike_checkouts WHERE state IN ('asked', 'open'))
                + (SELECT count(*) FROM spike_local_checkouts WHERE state = 'open')
                + (SELECT count(*) FROM spike_refund_requests WHERE state = 'asked')
                + (SELECT count(*) FROM spike_owed_charges WHERE state = 'asked')
                + (SELECT count(*) FROM spike_due WHERE failed_at IS NOT NULL)
                + (SELECT count(*) FROM spike_provide_history WHERE provided_at IS NULL)
                + (SELECT count(*) FROM spike_take_backs WHERE next_attempt_at IS NOT NULL) AS due
            """;

    /** How much is not settled, of whatever kind. */
    long due() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(DUE);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong("due");
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Lost ones were taken up and never sent; reordered ones came after one that was told later. */
    private static final String FIGURES = """
            SELECT 'subscriptions ' || state AS figure, count(*) AS count FROM spike_subscriptions GROUP BY state
            UNION ALL
            SELECT 'subscriptions comped', count(*) FROM spike_subscriptions WHERE provider IS NULL
            UNION ALL
            SELECT 'subscriptions with a trial', count(*) FROM spike_subscriptions
            WHERE trial_ends_at IS NOT NULL AND begun_at IS NOT NULL
            UNION ALL
            SELECT 'switches ' || asked || CASE WHEN refused THEN ', refused' ELSE '' END, count(*)
            FROM spike_subscription_terms WHERE switch_number > 0 GROUP BY asked, refused
            UNION ALL
            SELECT 'periods paid, ' || lower(body::jsonb #>> '{data,terms,interval}'), count(*)
            FROM spike_local_deliveries WHERE type = 'period.paid' GROUP BY 1
            UNION ALL
            SELECT 'periods not paid when due', count(DISTINCT (body::jsonb #>> '{data,subscription}',
                body::jsonb #>> '{data,period,start}'))
            FROM spike_local_deliveries WHERE type = 'period.unpaid'
            UNION ALL
            SELECT 'plan grants ended by ' || ended_by, count(*) FROM spike_plan_grants
            WHERE ended_by IS NOT NULL GROUP BY ended_by
            UNION ALL
            SELECT 'plan grants carried over', count(*) FROM spike_plan_grants WHERE carried > 0
            UNION ALL
            SELECT 'plan grants given again', count(*) FROM spike_plan_grants WHERE generation > 1
            UNION ALL
            SELECT 'plan grants of the free plan', count(*) FROM spike_plan_grants WHERE source = 'free'
            UNION ALL
            SELECT 'owed charges ' || state, count(*) FROM spike_owed_charges GROUP BY state
            UNION ALL
            SELECT 'orders ' || state, count(*) FROM spike_orders GROUP BY state
            UNION ALL
            SELECT 'refunds', count(*) FROM spike_local_returns WHERE kind = 'refund'
            UNION ALL
            SELECT 'payments', count(*) FROM spike_local_payments
            UNION ALL
            SELECT 'ledger decisions, ' || verb, count(*) FROM spike_credit_receipts GROUP BY verb
            UNION ALL
            SELECT 'webhooks', count(*) FROM spike_local_deliveries
            UNION ALL
            SELECT 'webhooks lost', count(*) FROM spike_local_deliveries WHERE attempts = 0 AND due_at IS NULL
            UNION ALL
            SELECT 'webhooks reordered', count(*)
            FROM (
                SELECT d.number < max(d.number) OVER (ORDER BY i.number) AS is_late
                FROM spike_local_deliveries d
                JOIN spike_inbox i ON i.event_id = d.id
                WHERE d.attempts > 0
            ) arrived
            WHERE is_late
            """;

    /** What was done, by name. */
    Map<String, Long> figures() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(FIGURES);
                var row = statement.executeQuery()) {
            var figures = new TreeMap<String, Long>();
            while (row.next()) {
                figures.put(row.getString("figure"), row.getLong("count"));
            }
            return figures;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("The tables of the simulation could not be read.", e);
    }
}
