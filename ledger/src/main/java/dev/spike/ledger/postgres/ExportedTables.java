package dev.spike.ledger.postgres;

import dev.spike.ledger.schema.ExportedTable;
import java.util.List;

/** What the ledger's tables have of somebody: whole rows, so that a column that is added is shown. */
final class ExportedTables {

    static final List<ExportedTable> ALL = List.of(
            ExportedTable.whole("spike_credit_accounts", """
                    SELECT row_to_json(a)
                    FROM spike_credit_accounts a
                    WHERE a.billable_type = ? AND a.billable_id = ?
                    ORDER BY a.id
                    """),
            ExportedTable.whole("spike_credit_transactions", """
                    SELECT row_to_json(t)
                    FROM spike_credit_transactions t
                    WHERE t.billable_type = ? AND t.billable_id = ?
                    ORDER BY t.id
                    """),
            ExportedTable.whole("spike_credit_grants", """
                    SELECT row_to_json(g)
                    FROM spike_credit_accounts a
                    JOIN spike_credit_grants g ON g.account_id = a.id
                    WHERE a.billable_type = ? AND a.billable_id = ?
                    ORDER BY g.grant_id
                    """),
            ExportedTable.whole("spike_credit_holds", """
                    SELECT row_to_json(h)
                    FROM spike_credit_accounts a
                    JOIN spike_credit_holds h ON h.account_id = a.id
                    WHERE a.billable_type = ? AND a.billable_id = ?
                    ORDER BY h.id
                    """),
            ExportedTable.whole("spike_credit_receipts", """
                    SELECT row_to_json(r)
                    FROM spike_credit_accounts a
                    JOIN spike_credit_receipts r ON r.account_id = a.id
                    WHERE a.billable_type = ? AND a.billable_id = ?
                    ORDER BY r.account_id, r.version
                    """),
            ExportedTable.whole("spike_credit_reversals", """
                    SELECT row_to_json(v)
                    FROM spike_credit_accounts a
                    JOIN spike_credit_reversals v ON v.account_id = a.id
                    WHERE a.billable_type = ? AND a.billable_id = ?
                    ORDER BY v.account_id, v.decided_at, v.key
                    """));

    private ExportedTables() {}
}
