package dev.spike.billing.postgres;

import dev.spike.ledger.schema.ExportedTable;
import java.util.List;
import java.util.Set;

/** What billing's tables have of somebody: whole rows, so that a column that is added is shown; but no page where one may pay. */
final class ExportedTables {

    static final List<ExportedTable> ALL = List.of(
            ExportedTable.whole("spike_customers", """
                    SELECT row_to_json(t)
                    FROM spike_customers t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.created_at, t.provider
                    """),
            ExportedTable.whole("spike_billing_settings", """
                    SELECT row_to_json(t)
                    FROM spike_billing_settings t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.billable_id
                    """),
            ExportedTable.whole("spike_carts", """
                    SELECT row_to_json(t)
                    FROM spike_carts t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.id
                    """),
            ExportedTable.whole("spike_cart_items", """
                    SELECT row_to_json(t)
                    FROM spike_cart_items t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.cart_id, t.place
                    """),
            ExportedTable.whole("spike_orders", """
                    SELECT row_to_json(t)
                    FROM spike_orders t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.number
                    """),
            ExportedTable.whole("spike_order_lines", """
                    SELECT row_to_json(t)
                    FROM spike_order_lines t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.order_id, t.line
                    """),
            ExportedTable.whole("spike_order_provides", """
                    SELECT row_to_json(t)
                    FROM spike_order_provides t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.order_id, t.line, t.position
                    """),
            new ExportedTable("spike_checkouts", """
                    SELECT to_jsonb(t) - 'page'
                    FROM spike_checkouts t
                    JOIN spike_orders o ON o.id = t.key -- which has the key that leads with the billable
                    WHERE o.billable_type = ? AND o.billable_id = ?
                    ORDER BY t.asked_at, t.key
                    """, Set.of("page")),
            ExportedTable.whole("spike_refund_requests", """
                    SELECT row_to_json(t)
                    FROM spike_refund_requests t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.asked_at, t.key
                    """),
            ExportedTable.whole("spike_refunds", """
                    SELECT row_to_json(t)
                    FROM spike_refunds t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.noted_at, t.refund_id
                    """),
            ExportedTable.whole("spike_disputes", """
                    SELECT row_to_json(t)
                    FROM spike_disputes t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.noted_at, t.dispute_id
                    """),
            ExportedTable.whole("spike_payments", """
                    SELECT row_to_json(t)
                    FROM spike_payments t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.paid_at, t.payment_id
                    """),
            ExportedTable.whole("spike_provide_history", """
                    SELECT row_to_json(t)
                    FROM spike_provide_history t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.source, t.position, t.period
                    """),
            ExportedTable.whole("spike_take_backs", """
                    SELECT row_to_json(t)
                    FROM spike_take_backs t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.source, t.position
                    """),
            ExportedTable.whole("spike_take_back_steps", """
                    SELECT row_to_json(t)
                    FROM spike_take_back_steps t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.source, t.position, t.step
                    """),
            ExportedTable.whole("spike_subscribers", """
                    SELECT row_to_json(t)
                    FROM spike_subscribers t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.billable_id
                    """),
            ExportedTable.whole("spike_subscriptions", """
                    SELECT row_to_json(t)
                    FROM spike_subscriptions t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.number
                    """),
            ExportedTable.whole("spike_subscription_terms", """
                    SELECT row_to_json(t)
                    FROM spike_subscription_terms t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.key, t.switch_number
                    """),
            ExportedTable.whole("spike_subscription_provides", """
                    SELECT row_to_json(t)
                    FROM spike_subscription_provides t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.key, t.switch_number, t.occasion, t.position
                    """),
            ExportedTable.whole("spike_subscription_periods", """
                    SELECT row_to_json(t)
                    FROM spike_subscription_periods t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.key, t.period_start, t.switch_number
                    """),
            ExportedTable.whole("spike_subscription_discounts", """
                    SELECT row_to_json(t)
                    FROM spike_subscription_discounts t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.given_at, t.key, t.code
                    """),
            ExportedTable.whole("spike_plan_grants", """
                    SELECT row_to_json(t)
                    FROM spike_plan_grants t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.grant_id, t.generation
                    """),
            ExportedTable.whole("spike_waiting_overuse", """
                    SELECT row_to_json(t)
                    FROM spike_waiting_overuse t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.credit_type
                    """),
            ExportedTable.whole("spike_owed_charges", """
                    SELECT row_to_json(t)
                    FROM spike_owed_charges t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.noted_at, t.key
                    """),
            ExportedTable.whole("spike_due", """
                    SELECT row_to_json(t)
                    FROM spike_due t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.due_at, t.what
                    """),
            new ExportedTable("spike_inbox", """
                    WITH owner AS (
                        SELECT ?::text AS billable_type, ?::text AS billable_id
                    ), names AS (
                        SELECT customer_id AS name FROM owner JOIN spike_customers USING (billable_type, billable_id)
                        UNION
                        SELECT id FROM owner JOIN spike_orders USING (billable_type, billable_id)
                        UNION
                        SELECT c.payment_id
                        FROM owner
                        JOIN spike_orders o USING (billable_type, billable_id)
                        JOIN spike_checkouts c ON c.key = o.id
                        UNION
                        SELECT payment_id FROM owner JOIN spike_payments USING (billable_type, billable_id)
                        UNION
                        SELECT payment_id FROM owner JOIN spike_owed_charges USING (billable_type, billable_id)
                        UNION
                        SELECT key FROM owner JOIN spike_subscriptions USING (billable_type, billable_id)
                    ), pattern AS (
                        SELECT string_agg(regexp_replace(name, '\\W', '\\\\\\&', 'g'), '|') AS text
                        FROM names
                    )
                    SELECT to_jsonb(i) - 'body'
                    FROM pattern
                    JOIN spike_inbox i ON i.body ~ pattern.text
                    ORDER BY i.number
                    """, Set.of("body")));

    private ExportedTables() {}
}
