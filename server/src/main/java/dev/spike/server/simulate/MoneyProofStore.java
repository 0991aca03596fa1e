package dev.spike.server.simulate;

import dev.spike.server.shop.Proof.Line;
import dev.spike.server.shop.ProofLines;
import java.util.List;
import javax.sql.DataSource;

/** Both sides of the proofs about money: the provider's payments, and what they are for by our tables. */
final class MoneyProofStore {

    private final ProofLines proofs;

    MoneyProofStore(DataSource dataSource) {
        this.proofs = new ProofLines(dataSource);
    }

    /**
     * A period costs its price, but the first after a switch at once, which is credited what was unused. A trial begins with a
     * payment of nothing.
     */
    private static final String TAKEN = """
            SELECT 'payment ' || p.id AS subject,
                p.minor || ' ' || p.currency AS expected,
                coalesce(string_agg(o.minor || ' ' || o.currency, ' and '), 'nothing of ours') AS actual
            FROM spike_local_payments p
            LEFT JOIN (
                SELECT c.payment_id, o.total_minor AS minor, o.currency
                FROM spike_local_checkouts c
                JOIN spike_orders o ON o.id = c.key AND o.state = 'paid'
                UNION ALL
                SELECT b.payment_id,
                    CASE WHEN t.asked = 'now' AND q.minor <= t.price_minor AND b.is_first THEN q.minor ELSE t.price_minor END,
                    t.currency
                FROM (
                    SELECT *, row_number() OVER (PARTITION BY key, switch_number ORDER BY starts) = 1 AS is_first
                    FROM simulation_periods
                    WHERE why = 'paid'
                ) b
                JOIN spike_local_payments q ON q.id = b.payment_id
                JOIN spike_subscription_periods ours ON ours.key = b.key AND ours.switch_number = b.switch_number
                    AND ours.period_start = b.starts AND NOT ours.trial
                JOIN spike_subscription_terms t ON t.key = b.key AND t.switch_number = b.switch_number
                UNION ALL
                SELECT c.payment_id, 0, r.currency
                FROM spike_local_checkouts c
                JOIN spike_local_subscription_requests r ON r.key = c.key AND r.trial_ends_at IS NOT NULL
                JOIN spike_subscriptions s ON s.key = r.key AND s.begun_at IS NOT NULL
                UNION ALL
                SELECT c.payment_id, w.money_minor, w.currency
                FROM spike_local_charges c
                JOIN spike_owed_charges w ON w.key = c.key AND w.state = 'done' AND w.payment_id = c.payment_id
            ) o ON o.payment_id = p.id
            GROUP BY p.id, p.minor, p.currency
            """;

    List<Line> taken() {
        return proofs.lines(TAKEN);
    }

    /** What we take to be paid, without looking at what the provider told. */
    private static final String PAID_FOR = """
            SELECT 'order ' || o.id AS subject, o.total_minor || ' ' || o.currency AS expected,
                coalesce(string_agg(p.minor || ' ' || p.currency, ' and '), 'no payment') AS actual
            FROM spike_orders o
            LEFT JOIN spike_local_checkouts c ON c.key = o.id
            LEFT JOIN spike_local_payments p ON p.id = c.payment_id
            WHERE o.state = 'paid' AND o.total_minor > 0
            GROUP BY o.id, o.total_minor, o.currency
            UNION ALL
            SELECT 'period ' || u.key || '/' || u.switch_number || ' from ' || u.period_start, '1 payment',
                count(p.id) || ' payment' || CASE WHEN count(p.id) > 1 THEN 's' ELSE '' END
            FROM spike_subscription_periods u
            JOIN spike_subscriptions s USING (billable_type, billable_id, key)
            LEFT JOIN simulation_periods b ON b.key = u.key AND b.switch_number = u.switch_number
                AND b.starts = u.period_start AND b.ends = u.period_end
            LEFT JOIN spike_local_payments p ON p.id = b.payment_id
            WHERE s.provider IS NOT NULL AND NOT u.trial
            GROUP BY u.key, u.switch_number, u.period_start
            UNION ALL
            SELECT 'charge ' || w.key, w.money_minor || ' ' || w.currency,
                coalesce(p.minor || ' ' || p.currency, 'no payment')
            FROM spike_owed_charges w
            LEFT JOIN spike_local_payments p ON p.id = w.payment_id
            WHERE w.state = 'done'
            """;

    List<Line> paidFor() {
        return proofs.lines(PAID_FOR);
    }

    /** Every payment has one invoice, and we were told of it. */
    private static final String INVOICED = """
            SELECT 'payment ' || p.id AS subject, '1 invoice told of ' || p.minor AS expected,
                count(i.event_id) || ' invoice told of ' || coalesce(min(d.minor), 0) AS actual
            FROM spike_local_payments p
            LEFT JOIN (
                SELECT id, body::jsonb #>> '{data,invoice,id}' AS invoice_id, (body::jsonb #>> '{data,invoice,minor}')::bigint AS minor
                FROM spike_local_deliveries
                WHERE type = 'invoice.paid'
            ) d ON d.invoice_id = p.invoice_id
            LEFT JOIN spike_inbox i ON i.provider = 'local' AND i.event_id = d.id AND i.state = 'done'
            GROUP BY p.id, p.minor
            """;

    List<Line> invoiced() {
        return proofs.lines(INVOICED);
    }
}
