package dev.spike.benchmarks;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The tables of plans, filled by copies of one subscriber whose next renewal is years away. */
final class DueStore {

    private final DataSource dataSource;

    DueStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String COPY_SUBSCRIBERS = """
            INSERT INTO spike_subscribers (billable_type, billable_id, free_since, settled_until)
            SELECT a.billable_type, a.billable_id, free_since, settled_until + interval '100 years'
            FROM spike_subscribers m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_SUBSCRIPTIONS = """
            INSERT INTO spike_subscriptions (billable_type, billable_id, key, provider, state, version, switch_number,
                period_start, period_end, past_due_since, ends_at, asked_at, begun_at)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, provider, state, m.version, switch_number, period_start,
                period_end + interval '100 years', past_due_since, ends_at, asked_at, begun_at
            FROM spike_subscriptions m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_TERMS = """
            INSERT INTO spike_subscription_terms (billable_type, billable_id, key, switch_number, plan_id, name, pay_interval,
                price_minor, currency, asked, refused)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, switch_number, plan_id, name, pay_interval, price_minor,
                currency, asked, refused
            FROM spike_subscription_terms m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_PROVIDES = """
            INSERT INTO spike_subscription_provides (billable_type, billable_id, key, switch_number, occasion, position, kind,
                terms)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, switch_number, occasion, position, kind, terms
            FROM spike_subscription_provides m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_PERIODS = """
            INSERT INTO spike_subscription_periods (billable_type, billable_id, key, switch_number, period_start, period_end,
                trial, paid_at, closed)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, switch_number, period_start,
                period_end + interval '100 years', trial, paid_at, closed
            FROM spike_subscription_periods m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_GRANTS = """
            INSERT INTO spike_plan_grants (billable_type, billable_id, source, position, period_start, carried, generation,
                period_end, credit_type, amount, granted, used_before, grant_id, expires_at)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, position, period_start, carried, generation, period_end,
                m.credit_type, amount, granted, used_before, a.current_grant_id, expires_at + interval '100 years'
            FROM spike_plan_grants m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_HISTORY = """
            INSERT INTO spike_provide_history (billable_type, billable_id, source, position, period, kind, terms, quantity,
                attempts, provided_at, grant_id)
            SELECT a.billable_type, a.billable_id, 'sub_' || a.id, position, period, kind, terms, quantity, attempts,
                provided_at, a.current_grant_id
            FROM spike_provide_history m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String COPY_DUE = """
            INSERT INTO spike_due (billable_type, billable_id, what, due_at, next_attempt_at)
            SELECT a.billable_type, a.billable_id, what, due_at + interval '100 years' + a.id * interval '1 second',
                next_attempt_at + interval '100 years' + a.id * interval '1 second'
            FROM spike_due m
            CROSS JOIN spike_credit_accounts a
            WHERE m.billable_id = ? AND a.billable_type = 'user'
            """;

    private static final String VACUUM = """
            VACUUM (ANALYZE) spike_subscribers, spike_subscriptions, spike_subscription_terms, spike_subscription_provides,
                spike_subscription_periods, spike_plan_grants, spike_provide_history, spike_due, spike_credit_accounts,
                spike_credit_transactions, spike_credit_grants, spike_credit_receipts
            """;

    /** All whose accounts the ledger was filled with become subscribers like the one with this id. */
    void copy(String model) throws SQLException {
        var copies = List.of(
                COPY_SUBSCRIBERS,
                COPY_SUBSCRIPTIONS,
                COPY_TERMS,
                COPY_PROVIDES,
                COPY_PERIODS,
                COPY_GRANTS,
                COPY_HISTORY,
                COPY_DUE);
        try (var connection = dataSource.getConnection()) {
            for (var copy : copies) {
                try (var statement = connection.prepareStatement(copy)) {
                    statement.setString(1, model);
                    statement.executeUpdate();
                }
            }
        }
    }

    void vacuum() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(VACUUM);
        }
    }
}
