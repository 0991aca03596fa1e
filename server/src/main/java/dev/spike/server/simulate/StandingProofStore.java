package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.ledger.NegativePolicy;
import dev.spike.server.shop.Proof.Line;
import dev.spike.server.shop.ProofLines;
import java.util.List;
import javax.sql.DataSource;

/** Both sides of the proofs about floors, and about what is left to do. */
final class StandingProofStore {

    private final ProofLines proofs;
    private final Catalogue catalogue;

    StandingProofStore(DataSource dataSource, Catalogue catalogue) {
        this.proofs = new ProofLines(dataSource);
        this.catalogue = catalogue;
    }

    private static final String FLOORS = """
            SELECT a.billable_id || ' ' || a.credit_type AS subject,
                'never below ' || t.floor AS expected,
                CASE WHEN min(r.available) < t.floor THEN min(r.available) || ' once' ELSE 'never below ' || t.floor END AS actual
            FROM spike_credit_accounts a
            JOIN unnest(?::text[], ?::bigint[]) AS t (id, floor) ON t.id = a.credit_type
            JOIN spike_credit_receipts r ON r.account_id = a.id
            GROUP BY a.billable_id, a.credit_type, t.floor
            """;

    /** What was available after each decision that there ever was. */
    List<Line> floors() {
        return proofs.lines(FLOORS, (connection, statement) -> {
            var types = catalogue.creditTypes();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            types.stream().map(type -> type.creditType().id()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8",
                            types.stream().map(type -> floor(type.negative())).toArray()));
        });
    }

    private static long floor(NegativePolicy policy) {
        return policy instanceof NegativePolicy.DownTo downTo ? downTo.floor() : 0;
    }

    private static final String WORKED = """
            SELECT d.type || ' ' || d.id AS subject,
                'worked or ignored' AS expected,
                CASE WHEN i.state IN ('done', 'ignored') THEN 'worked or ignored'
                    ELSE coalesce(i.state || ' ' || coalesce(i.cause, ''), 'not in the inbox') END AS actual
            FROM spike_local_deliveries d
            LEFT JOIN spike_inbox i ON i.provider = 'local' AND i.event_id = d.id
            """;

    List<Line> worked() {
        return proofs.lines(WORKED);
    }

    private static final String DONE = """
            SELECT 'due for ' || billable_id || ' at ' || due_at AS subject, 'not failed' AS expected,
                coalesce(cause, 'not failed') AS actual
            FROM spike_due
            UNION ALL
            SELECT 'provision ' || source || ' ' || position || ' ' || period, 'provided',
                CASE WHEN provided_at IS NULL THEN coalesce(cause, 'not provided') ELSE 'provided' END
            FROM spike_provide_history
            UNION ALL
            SELECT 'charge ' || key, 'answered', CASE state WHEN 'asked' THEN coalesce(cause, 'asked') ELSE 'answered' END
            FROM spike_owed_charges
            UNION ALL
            SELECT 'subscription ' || s.key, 'as the provider has it: ' || coalesce(l.state, 'never begun'),
                'as the provider has it: ' || CASE WHEN s.state IN ('asked', 'refused') THEN 'never begun' ELSE s.state END
            FROM spike_subscriptions s
            LEFT JOIN spike_local_subscriptions l ON l.key = s.key
            WHERE s.provider IS NOT NULL
            """;

    List<Line> done() {
        return proofs.lines(DONE);
    }
}
