package dev.spike.server.simulate;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Tables of the proofs' own, made anew from what the provider told and from what the ledger has: which periods were paid, what
 * each gives for which stretch of time, and which grants there are.
 */
final class BooksStore {

    private final DataSource dataSource;

    BooksStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String DROP = """
            DROP TABLE IF EXISTS simulation_periods, simulation_slots, simulation_grants
            """;

    /**
     * A period stands until another of its subscription begins, or the subscription ends. What is given for nothing the provider
     * does not know of.
     */
    private static final String PERIODS = """
            CREATE TABLE simulation_periods AS
            WITH told AS (
                SELECT d.type, d.body::jsonb #> '{data}' AS data, (d.body::jsonb ->> 'timestamp')::timestamptz AS at
                FROM spike_local_deliveries d
                WHERE d.type IN ('period.paid', 'subscription.changed')
            ), periods AS (
                SELECT 'paid' AS why, data ->> 'subscription' AS key, data #>> '{terms,reference}' AS reference,
                    (data #>> '{period,start}')::timestamptz AS starts, (data #>> '{period,end}')::timestamptz AS ends,
                    lower(data #>> '{terms,interval}') AS pay_interval, data #>> '{payment,id}' AS payment_id, at AS paid_at
                FROM told
                WHERE type = 'period.paid'
                UNION ALL
                SELECT DISTINCT ON (data #>> '{subscription,key}') 'trial', data #>> '{subscription,key}',
                    data #>> '{subscription,terms,reference}', (data #>> '{subscription,period,start}')::timestamptz,
                    (data #>> '{subscription,period,end}')::timestamptz, 'trial', NULL, at
                FROM told
                WHERE type = 'subscription.changed' AND data #>> '{subscription,state}' = 'TRIAL'
                UNION ALL
                SELECT 'comped', p.key, p.key || '/' || p.switch_number, p.period_start, p.period_end, t.pay_interval, NULL,
                    p.paid_at
                FROM spike_subscription_periods p
                JOIN spike_subscriptions s USING (billable_type, billable_id, key)
                JOIN spike_subscription_terms t ON t.key = p.key AND t.switch_number = p.switch_number
                WHERE s.provider IS NULL
            ), numbered AS (
                SELECT p.*, substring(p.reference FROM '/(\\d+)$')::int AS switch_number
                FROM periods p
            )
            SELECT n.why, n.key, n.switch_number, n.starts, n.ends, n.pay_interval, n.payment_id, n.paid_at,
                s.billable_id,
                lead(n.starts, 1, 'infinity') OVER later AS followed_at,
                lead(n.paid_at, 1, 'infinity') OVER later AS followed_paid_at,
                coalesce(CASE WHEN l.key IS NULL THEN s.ends_at WHEN l.state = 'ended' THEN l.ends_at END, 'infinity')
                    AS over_at
            FROM numbered n
            LEFT JOIN spike_subscriptions s ON s.key = n.key
            LEFT JOIN spike_local_subscriptions l ON l.key = n.key
            WINDOW later AS (PARTITION BY n.key ORDER BY n.starts, n.switch_number)
            """;

    /** A year gives month by month, counted from its start in the zone, and its last month ends with it. */
    private static final String SLOTS = """
            CREATE TABLE simulation_slots AS
            SELECT p.why, p.key, p.billable_id, t.occasion, p.switch_number || '.' || t.occasion || '.' || t.position AS position,
                m.starts, m.ends, least(m.ends, p.followed_at, p.over_at) AS until, p.paid_at,
                t.terms ->> 'type' AS credit_type, (t.terms ->> 'credits')::bigint AS amount
            FROM simulation_periods p
            JOIN spike_subscription_provides t ON t.key = p.key AND t.switch_number = p.switch_number
            JOIN LATERAL (
                SELECT p.starts, p.ends
                WHERE (p.pay_interval, t.occasion) IN (('trial', 'trial'), ('monthly', 'monthly'), ('yearly', 'yearly'))
                UNION ALL
                SELECT (p.starts AT TIME ZONE z.zone + make_interval(months => n)) AT TIME ZONE z.zone,
                    CASE n WHEN 11 THEN p.ends
                        ELSE (p.starts AT TIME ZONE z.zone + make_interval(months => n + 1)) AT TIME ZONE z.zone END
                FROM generate_series(0, 11) n
                CROSS JOIN (SELECT ? AS zone) z
                WHERE (p.pay_interval, t.occasion) = ('yearly', 'monthly')
            ) m ON true
            WHERE m.starts < least(p.followed_at, p.over_at)
                AND m.starts <= (SELECT max(decided_at) FROM spike_credit_accounts)
            """;

    /** What a grant is for stands in the key under which it was asked for; another key says nothing. */
    private static final String GRANTS = """
            CREATE TABLE simulation_grants AS
            SELECT t.account_id, t.id, t.billable_id, t.subscription_id AS key, t.credit_type, t.credits, t.effective_at,
                t.expires_at, coalesce(t.voided_at, 'infinity') AS voided_at,
                split_part(r.key, '/', 2) AS position, split_part(r.key, '/', 3)::timestamptz AS starts,
                split_part(r.key, '/', 4)::int AS carried, split_part(r.key, '/', 5)::int AS generation
            FROM spike_credit_transactions t
            LEFT JOIN spike_credit_receipts r ON r.account_id = t.account_id AND r.verb = 'add'
                AND r.allocation_grants[1] = t.id AND starts_with(r.key, t.subscription_id || '/')
                AND r.key ~ '^[^/]+/[^/]+/[^/]+Z/\\d+/\\d+$'
            WHERE t.entry = 'grant' AND t.subscription_id IS NOT NULL
            """;

    private static final String INDEX_PERIODS = "CREATE INDEX ON simulation_periods (key, starts)";
    private static final String INDEX_SLOTS = "CREATE INDEX ON simulation_slots (key, position, starts)";
    private static final String INDEX_GRANTS = "CREATE INDEX ON simulation_grants (key, position, starts)";
    private static final String ANALYZE = "ANALYZE";

    /** @param zone in which the months of a year are counted */
    void make(String zone) {
        try (var connection = dataSource.getConnection()) {
            execute(connection, ANALYZE);
            execute(connection, DROP);
            execute(connection, PERIODS);
            execute(connection, INDEX_PERIODS);
            slots(connection, zone);
            execute(connection, INDEX_SLOTS);
            execute(connection, GRANTS);
            execute(connection, INDEX_GRANTS);
            execute(connection, ANALYZE);
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the proofs could not be made.", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void slots(Connection connection, String zone) throws SQLException {
        try (var statement = connection.prepareStatement(SLOTS)) {
            statement.setString(1, zone);
            statement.execute();
        }
    }
}
