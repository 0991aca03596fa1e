package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.ledger.CreditType;
import dev.spike.server.shop.Proof.Line;
import dev.spike.server.shop.ProofLines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Reads both sides of each proof, by a route of its own: what is expected from one, what is found from the other. */
final class ProofStore {

    private final ProofLines proofs;
    private final List<CreditType> creditTypes;

    ProofStore(DataSource dataSource, Catalogue catalogue) {
        this.proofs = new ProofLines(dataSource);
        this.creditTypes = catalogue.creditTypes().stream()
                .map(CreditTypeTerms::creditType)
                .toList();
    }

    private static final String MONEY_TAKEN = """
            SELECT coalesce('payment ' || p.id, 'order ' || o.id) AS subject,
                coalesce(p.minor || ' ' || p.currency, 'no payment') AS expected,
                coalesce(o.total_minor || ' ' || o.currency, 'no paid order') AS actual
            FROM spike_local_payments p
            LEFT JOIN spike_local_checkouts c ON c.payment_id = p.id
            FULL JOIN (
                SELECT id, total_minor, currency
                FROM spike_orders
                WHERE state = 'paid' AND total_minor > 0
            ) o ON o.id = c.key
            """;

    List<Line> moneyTaken() {
        return proofs.lines(MONEY_TAKEN);
    }

    private static final String MONEY_RETURNED = """
            SELECT 'payment ' || p.id AS subject,
                format('%s refunded, %s disputed, %s lost', coalesce(r.refunded, 0), coalesce(r.disputed, 0),
                    coalesce(r.lost, 0)) AS expected,
                format('%s refunded, %s disputed, %s lost', o.refunded_minor, o.disputed_minor, o.lost_minor) AS actual
            FROM spike_local_payments p
            JOIN spike_local_checkouts c ON c.payment_id = p.id
            JOIN spike_orders o ON o.id = c.key
            LEFT JOIN (
                SELECT payment_id,
                    sum(minor) FILTER (WHERE kind = 'refund' AND state = 'made') AS refunded,
                    sum(minor) FILTER (WHERE kind = 'dispute' AND state = 'open') AS disputed,
                    sum(minor) FILTER (WHERE kind = 'dispute' AND state = 'lost') AS lost
                FROM spike_local_returns
                GROUP BY payment_id
            ) r ON r.payment_id = p.id
            """;

    List<Line> moneyReturned() {
        return proofs.lines(MONEY_RETURNED);
    }

    /** A provide history names the grant that it made; that must be the order's, and as large as was bought. */
    private static final String PROVIDED = """
            SELECT 'order ' || o.id || ' line ' || p.line || '.' || p.position AS subject,
                '1 provided as a grant of ' || trunc((p.terms ->> 'credits')::numeric * l.quantity * power(10::numeric, t.decimals))
                    AS expected,
                count(h.source) FILTER (WHERE h.provided_at IS NOT NULL) || ' provided as a grant of '
                    || coalesce(sum(g.credits), 0) AS actual
            FROM spike_orders o
            JOIN spike_order_lines l ON l.billable_type = o.billable_type AND l.billable_id = o.billable_id
                AND l.order_id = o.id
            JOIN spike_order_provides p ON p.billable_type = o.billable_type AND p.billable_id = o.billable_id
                AND p.order_id = o.id AND p.line = l.line
            JOIN unnest(?::text[], ?::int[]) AS t (id, decimals) ON t.id = p.terms ->> 'type'
            LEFT JOIN spike_provide_history h ON h.billable_type = o.billable_type AND h.billable_id = o.billable_id
                AND h.source = o.id AND h.position = p.line || '.' || p.position
            LEFT JOIN spike_credit_transactions g ON g.id = h.grant_id AND g.entry = 'grant' AND g.order_id = o.id
                AND g.credit_type = t.id AND g.billable_type = o.billable_type AND g.billable_id = o.billable_id
            WHERE o.state = 'paid'
            GROUP BY o.id, p.line, p.position, p.terms, l.quantity, t.decimals
            """;

    List<Line> provided() {
        return proofs.lines(PROVIDED, this::bindTypes);
    }

    /** Without looking at the provide history. */
    private static final String GRANTED = """
            SELECT 'order ' || o.id || ', ' || t.id AS subject,
                count(*) || ' grants of ' || sum(trunc((p.terms ->> 'credits')::numeric * l.quantity * power(10::numeric, t.decimals)))
                    AS expected,
                coalesce(min(g.grants), 0) || ' grants of ' || coalesce(min(g.credits), 0) AS actual
            FROM spike_orders o
            JOIN spike_order_lines l ON l.billable_type = o.billable_type AND l.billable_id = o.billable_id
                AND l.order_id = o.id
            JOIN spike_order_provides p ON p.billable_type = o.billable_type AND p.billable_id = o.billable_id
                AND p.order_id = o.id AND p.line = l.line
            JOIN unnest(?::text[], ?::int[]) AS t (id, decimals) ON t.id = p.terms ->> 'type'
            LEFT JOIN (
                SELECT order_id, billable_type, billable_id, credit_type, count(*) AS grants, sum(credits) AS credits
                FROM spike_credit_transactions
                WHERE entry = 'grant' AND order_id IS NOT NULL
                GROUP BY order_id, billable_type, billable_id, credit_type
            ) g ON g.order_id = o.id AND g.billable_type = o.billable_type AND g.billable_id = o.billable_id
                AND g.credit_type = t.id
            WHERE o.state = 'paid'
            GROUP BY o.id, t.id
            """;

    List<Line> granted() {
        return proofs.lines(GRANTED, this::bindTypes);
    }

    private void bindTypes(Connection connection, PreparedStatement statement) throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", creditTypes.stream().map(CreditType::id).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "int4", creditTypes.stream().map(CreditType::decimals).toArray()));
    }

    private static final String NOT_PROVIDED = """
            SELECT coalesce(o.state || ' order ' || o.id, 'no order ' || coalesce(g.order_id, h.source)) AS subject,
                '0 provided, 0 granted' AS expected,
                coalesce(h.provided, 0) || ' provided, ' || coalesce(g.grants, 0) || ' granted' AS actual
            FROM spike_orders o
            FULL JOIN (
                SELECT order_id, count(*) AS grants
                FROM spike_credit_transactions
                WHERE entry = 'grant' AND order_id IS NOT NULL
                GROUP BY order_id
            ) g ON g.order_id = o.id
            FULL JOIN (
                SELECT source, count(*) AS provided
                FROM spike_provide_history
                GROUP BY source
            ) h ON h.source = coalesce(o.id, g.order_id)
            WHERE o.state IS DISTINCT FROM 'paid'
            """;

    List<Line> notProvided() {
        return proofs.lines(NOT_PROVIDED);
    }

    /** Open by the provider's books, or waiting by ours, in one snapshot. */
    private static final String OPEN_CHECKOUTS = """
            SELECT 'cart ' || o.cart_id || ' of ' || o.billable_id AS subject,
                'at most one' AS expected,
                CASE
                    WHEN count(*) FILTER (WHERE c.state = 'open') > 1 OR count(*) FILTER (WHERE o.state = 'pending') > 1
                        THEN count(*) FILTER (WHERE c.state = 'open') || ' open, '
                            || count(*) FILTER (WHERE o.state = 'pending') || ' pending'
                    ELSE 'at most one'
                END AS actual
            FROM spike_orders o
            LEFT JOIN spike_local_checkouts c ON c.key = o.id
            GROUP BY o.billable_type, o.billable_id, o.cart_id
            """;

    List<Line> openCheckouts() {
        return proofs.lines(OPEN_CHECKOUTS);
    }

    private static final String PAID_CARTS = """
            SELECT 'cart ' || cart_id || ' of ' || billable_id AS subject,
                'paid at most once' AS expected,
                CASE WHEN count(*) > 1 THEN 'paid ' || count(*) || ' times' ELSE 'paid at most once' END AS actual
            FROM spike_orders
            WHERE state = 'paid'
            GROUP BY billable_type, billable_id, cart_id
            """;

    List<Line> paidCarts() {
        return proofs.lines(PAID_CARTS);
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
}
