package dev.spike.billing.postgres;

import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements that forget, over all tables that know a billable or have a text. */
final class ErasureStore {

    private static final String LOCK_INBOX = """
            LOCK TABLE spike_inbox IN EXCLUSIVE MODE
            """;

    private static final String LOCK_DUE = """
            SELECT
            FROM spike_due
            WHERE billable_type = ? AND billable_id = ?
            FOR UPDATE
            """;

    private static final String LOCK_SUBSCRIBER = """
            SELECT
            FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ?
            FOR UPDATE
            """;

    private static final String LOCK_CARTS = """
            SELECT
            FROM spike_carts
            WHERE billable_type = ? AND billable_id = ?
            ORDER BY id
            FOR UPDATE
            """;

    private static final String LOCK_ORDERS = """
            SELECT
            FROM spike_orders
            WHERE billable_type = ? AND billable_id = ?
            ORDER BY number
            FOR UPDATE
            """;

    /**
     * Lets no delivery be worked meanwhile, nor one come in: whoever works one may have read whose it is. Then locks what others
     * lock, in their order.
     */
    void lock(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_INBOX)) {
            statement.execute();
        }
        for (var lock : List.of(LOCK_DUE, LOCK_SUBSCRIBER, LOCK_CARTS, LOCK_ORDERS)) {
            try (var statement = connection.prepareStatement(lock)) {
                Columns.bind(statement).owner(owner);
                statement.executeQuery().close();
            }
        }
    }

    private static final String IN_THE_WAY = """
            WITH owner AS (
                SELECT ?::text AS billable_type, ?::text AS billable_id
            )
            SELECT 'STILL_SUBSCRIBED' AS error, s.key AS name
            FROM owner
            JOIN spike_subscriptions s USING (billable_type, billable_id)
            WHERE s.provider IS NOT NULL AND s.state IN ('trial', 'active', 'past_due')
                AND (s.ends_at IS NULL OR s.ends_at > ?)
            UNION ALL
            SELECT 'CHECKOUT_OPEN', s.key
            FROM owner
            JOIN spike_subscriptions s USING (billable_type, billable_id)
            WHERE s.state = 'asked'
            UNION ALL
            SELECT 'CHECKOUT_OPEN', o.id
            FROM owner
            JOIN spike_orders o USING (billable_type, billable_id)
            WHERE o.state = 'pending'
            UNION ALL
            SELECT 'CHECKOUT_OPEN', c.key
            FROM owner
            JOIN spike_orders o USING (billable_type, billable_id)
            JOIN spike_checkouts c ON c.key = o.id
            WHERE c.state IN ('asked', 'open')
            UNION ALL
            SELECT 'REFUND_UNANSWERED', r.order_id
            FROM owner
            JOIN spike_refund_requests r USING (billable_type, billable_id)
            WHERE r.state = 'asked'
            UNION ALL
            SELECT 'CHARGE_UNANSWERED', c.key
            FROM owner
            JOIN spike_owed_charges c USING (billable_type, billable_id)
            WHERE c.state = 'asked'
            LIMIT 1
            """;

    /** What is to be done first. */
    record InTheWay(String error, String name) {}

    List<InTheWay> inTheWay(Connection connection, Owner owner, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(IN_THE_WAY)) {
            Columns.bind(statement).owner(owner).instant(now);
            try (var row = statement.executeQuery()) {
                return row.next() ? List.of(new InTheWay(row.getString("error"), row.getString("name"))) : List.of();
            }
        }
    }

    /** All that a provider may call the owner by, as one pattern, so that a body is read once whatever they are. */
    private static final String NAMES = """
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
            )
            SELECT string_agg(regexp_replace(name, '\\W', '\\\\\\&', 'g'), '|') AS pattern
            FROM names
            """;

    /** Which deliveries name the owner; nothing when no provider knows it. */
    private List<String> pattern(Connection connection, Owner owner) throws SQLException {
        try (var statement = connection.prepareStatement(NAMES)) {
            Columns.bind(statement).owner(owner);
            try (var row = statement.executeQuery()) {
                row.next();
                var pattern = row.getString("pattern");
                return pattern == null ? List.of() : List.of(pattern);
            }
        }
    }

    private static final String UNSETTLED = """
            SELECT event_id
            FROM spike_inbox
            WHERE next_attempt_at IS NOT NULL AND (body ~ ? OR waits_for ~ ?)
            ORDER BY number
            LIMIT 1
            """;

    /** A delivery that names the owner and is not yet worked. */
    List<String> unsettled(Connection connection, Owner owner) throws SQLException {
        var unsettled = new ArrayList<String>();
        for (var pattern : pattern(connection, owner)) {
            try (var statement = connection.prepareStatement(UNSETTLED)) {
                Columns.bind(statement).text(pattern).text(pattern);
                try (var row = statement.executeQuery()) {
                    if (row.next()) {
                        unsettled.add(row.getString("event_id"));
                    }
                }
            }
        }
        return unsettled;
    }

    private static final String DROP_BODIES = """
            UPDATE spike_inbox
            SET body = NULL,
                cause = NULL
            WHERE body ~ ?
            """;

    /** How many bodies named the owner; all are settled. */
    long dropBodies(Connection connection, Owner owner) throws SQLException {
        long dropped = 0;
        for (var pattern : pattern(connection, owner)) {
            try (var statement = connection.prepareStatement(DROP_BODIES)) {
                Columns.bind(statement).text(pattern);
                dropped += statement.executeUpdate();
            }
        }
        return dropped;
    }

    private static final String CART_ITEMS = """
            UPDATE spike_cart_items
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String CARTS = """
            UPDATE spike_carts
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String ORDER_LINES = """
            UPDATE spike_order_lines
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String ORDER_PROVIDES = """
            UPDATE spike_order_provides
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String ORDERS = """
            UPDATE spike_orders
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String REFUNDS = """
            UPDATE spike_refunds
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String DISPUTES = """
            UPDATE spike_disputes
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String TAKE_BACK_STEPS = """
            UPDATE spike_take_back_steps
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String PAYMENTS = """
            UPDATE spike_payments
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String PLAN_GRANTS = """
            UPDATE spike_plan_grants
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String WAITING_OVERUSE = """
            UPDATE spike_waiting_overuse
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String SUBSCRIPTION_TERMS = """
            UPDATE spike_subscription_terms
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String SUBSCRIPTION_PROVIDES = """
            UPDATE spike_subscription_provides
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String SUBSCRIPTION_PERIODS = """
            UPDATE spike_subscription_periods
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String SUBSCRIPTION_DISCOUNTS = """
            UPDATE spike_subscription_discounts
            SET billable_id = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String CHECKOUTS = """
            UPDATE spike_checkouts
            SET billable_id = ?,
                when_paid = 'https://forgotten.invalid/',
                when_cancelled = 'https://forgotten.invalid/',
                page = NULL,
                cause = NULL
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String REFUND_REQUESTS = """
            UPDATE spike_refund_requests
            SET billable_id = ?,
                reason = '',
                cause = NULL
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String PROVIDE_HISTORY = """
            UPDATE spike_provide_history
            SET billable_id = ?,
                cause = CASE WHEN cause IS NOT NULL THEN 'forgotten' END,
                next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN 'infinity'::timestamptz END
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String TAKE_BACKS = """
            UPDATE spike_take_backs
            SET billable_id = ?,
                cause = CASE WHEN cause IS NOT NULL THEN 'forgotten' END,
                next_attempt_at = NULL
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String OWED_CHARGES = """
            UPDATE spike_owed_charges
            SET billable_id = ?,
                cause = NULL
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** Those in which nothing else changes than whose they are, and that texts go. */
    private static final List<String> SWAPS = List.of(
            CART_ITEMS,
            CARTS,
            ORDER_LINES,
            ORDER_PROVIDES,
            ORDERS,
            REFUNDS,
            DISPUTES,
            TAKE_BACK_STEPS,
            PAYMENTS,
            PLAN_GRANTS,
            WAITING_OVERUSE,
            SUBSCRIPTION_TERMS,
            SUBSCRIPTION_PROVIDES,
            SUBSCRIPTION_PERIODS,
            SUBSCRIPTION_DISCOUNTS,
            CHECKOUTS,
            REFUND_REQUESTS,
            PROVIDE_HISTORY,
            TAKE_BACKS,
            OWED_CHARGES);

    private static final String SWAP_CUSTOMERS = """
            UPDATE spike_customers
            SET billable_id = ?,
                forget_asked_at = ?
            WHERE billable_type = ? AND billable_id = ?
            """;

    /** What is given for nothing ends. */
    private static final String SWAP_SUBSCRIPTIONS = """
            UPDATE spike_subscriptions
            SET billable_id = ?,
                ends_at = CASE WHEN state IN ('trial', 'active', 'past_due') THEN least(ends_at, ?) ELSE ends_at END,
                state = CASE WHEN state IN ('trial', 'active', 'past_due') THEN 'ended' ELSE state END,
                when_paid = NULL,
                when_cancelled = NULL,
                cause = NULL,
                asking_since = NULL
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String FORGET_DUE = """
            DELETE FROM spike_due
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String FORGET_SUBSCRIBER = """
            DELETE FROM spike_subscribers
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String FORGET_SETTINGS = """
            DELETE FROM spike_billing_settings
            WHERE billable_type = ? AND billable_id = ?
            """;

    private static final String REMEMBER_THAT_IT_WAS_FORGOTTEN = """
            INSERT INTO spike_subscribers (billable_type, billable_id, settled_until, forgotten_at)
            VALUES (?, ?, 'infinity', ?)
            """;

    /** How many rows there were; where there were any, what comes under the pseudonym is known to be of somebody forgotten. */
    long swap(Connection connection, Owner owner, Pseudonym pseudonym, Instant now) throws SQLException {
        long rows = 0;
        for (var swap : SWAPS) {
            try (var statement = connection.prepareStatement(swap)) {
                Columns.bind(statement).text(pseudonym.id()).owner(owner);
                rows += statement.executeUpdate();
            }
        }
        for (var swap : List.of(SWAP_CUSTOMERS, SWAP_SUBSCRIPTIONS)) {
            try (var statement = connection.prepareStatement(swap)) {
                Columns.bind(statement).text(pseudonym.id()).instant(now).owner(owner);
                rows += statement.executeUpdate();
            }
        }
        for (var forget : List.of(FORGET_DUE, FORGET_SUBSCRIBER, FORGET_SETTINGS)) {
            try (var statement = connection.prepareStatement(forget)) {
                Columns.bind(statement).owner(owner);
                rows += statement.executeUpdate();
            }
        }
        if (rows > 0) {
            try (var statement = connection.prepareStatement(REMEMBER_THAT_IT_WAS_FORGOTTEN)) {
                Columns.bind(statement)
                        .owner(new Owner(owner.type(), pseudonym.id()))
                        .instant(now);
                Columns.exactly(1, statement);
            }
        }
        return rows;
    }
}
