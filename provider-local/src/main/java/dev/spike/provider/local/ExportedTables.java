package dev.spike.provider.local;

import dev.spike.ledger.schema.ExportedTable;
import java.util.List;
import java.util.Set;

/** What the books have of somebody: whole rows, but for the secrets of pages. What was told to the shop repeats these. */
final class ExportedTables {

    static final List<ExportedTable> ALL = List.of(
            ExportedTable.whole("spike_local_customers", """
                    SELECT row_to_json(c)
                    FROM spike_local_customers c
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY c.id
                    """),
            ExportedTable.whole("spike_local_payments", """
                    SELECT row_to_json(p)
                    FROM spike_local_customers c
                    JOIN spike_local_payments p ON p.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY p.invoice_number
                    """),
            new ExportedTable("spike_local_checkouts", """
                    SELECT to_jsonb(k) - '{page,form}'::text[]
                    FROM spike_local_customers c
                    JOIN spike_local_checkouts k ON k.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY k.key
                    """, Set.of("page", "form")),
            ExportedTable.whole("spike_local_payment_methods", """
                    SELECT row_to_json(m)
                    FROM spike_local_customers c
                    JOIN spike_local_payment_methods m ON m.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY m.saved_at, m.id
                    """),
            ExportedTable.whole("spike_local_charges", """
                    SELECT row_to_json(g)
                    FROM spike_local_customers c
                    JOIN spike_local_charges g ON g.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY g.key
                    """),
            ExportedTable.whole("spike_local_returns", """
                    SELECT row_to_json(r)
                    FROM spike_local_customers c
                    JOIN spike_local_payments p ON p.customer_id = c.id
                    JOIN spike_local_returns r ON r.payment_id = p.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY r.id
                    """),
            ExportedTable.whole("spike_local_subscription_requests", """
                    SELECT row_to_json(q)
                    FROM spike_local_customers c
                    JOIN spike_local_subscription_requests q ON q.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY q.key
                    """),
            ExportedTable.whole("spike_local_switches", """
                    SELECT row_to_json(w)
                    FROM spike_local_customers c
                    JOIN spike_local_subscriptions s ON s.customer_id = c.id
                    JOIN spike_local_switches w ON w.subscription_key = s.key
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY w.key
                    """),
            ExportedTable.whole("spike_local_subscriptions", """
                    SELECT row_to_json(s)
                    FROM spike_local_customers c
                    JOIN spike_local_subscriptions s ON s.customer_id = c.id
                    WHERE c.billable_type = ? AND c.billable_id = ?
                    ORDER BY s.key
                    """));

    private ExportedTables() {}
}
