package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.Money;
import dev.spike.billing.provider.ProviderEvent;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/** Each constraint of billing's tables refuses a row that breaks its rule and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingConstraintTest {

    private final Shop shop = new Shop();

    /** @param sql breaks the constraint, given a paid order that is partly refunded, a pending one, and an open cart */
    record Violation(String constraint, String sql) {

        @Override
        public String toString() {
            return constraint + ": " + sql.replaceAll("\\s+", " ");
        }
    }

    @BeforeAll
    void fill() {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.addToCart("team", 1);
        shop.seats.failing(true);
        var order = shop.bought(buyer);
        buyer.refund(order.id(), Money.parse("1.00 USD"), "a seat too many");
        buyer.addToCart("pack-5", 1);
        Shop.page(buyer);
        var wire = new Wire(shop, shop.billing());
        buyer.changeSettings(BillableSettings.none());
        wire.tells(wire.opened("dp_1", order, "1.00 USD"));
        wire.tells(new ProviderEvent.Irrelevant(shop.now(), "something"));
        wire.tells(new ProviderEvent.CheckoutExpired(shop.now(), "unknown"));
        shop.billing().catchUp(10);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    static Stream<Violation> violations() {
        return Stream.of(
                doubled("carts", "pkey", "id, created_at, updated_at", "state = 'ordered'"),
                new Violation("spike_carts_open", "UPDATE spike_carts SET state = 'open'"),
                broken("carts", "state", "state = 'lost'"),
                broken("carts", "currency", "currency = 'dollars'"),
                broken("carts", "revision", "revision = -1"),
                doubled("billing_settings", "pkey", "low_balances, changed_at", "true"),
                broken("billing_settings", "invoice_name", "invoice_name = ''"),
                broken("billing_settings", "invoice_name", "invoice_name = repeat('x', 256)"),
                broken("billing_settings", "invoice_address", "invoice_address = ''"),
                broken("billing_settings", "invoice_address", "invoice_address = repeat('x', 501)"),
                broken("billing_settings", "language", "language = 'e'"),
                broken("billing_settings", "language", "language = repeat('x', 36)"),
                broken("billing_settings", "zone", "zone = ''"),
                broken("billing_settings", "zone", "zone = repeat('x', 65)"),
                broken("billing_settings", "low_balances", "low_balances = '[]'"),
                broken("billing_settings", "end_notice_days", "end_notice_days = 0"),
                broken("billing_settings", "end_notice_days", "end_notice_days = 91"),
                doubled("cart_items", "pkey", "cart_id, product_id, quantity", "true"),
                broken("cart_items", "quantity", "quantity = 0"),
                doubled(
                        "orders",
                        "pkey",
                        "id, cart_id, cart_revision, currency, subtotal_minor, discount_minor, total_minor, placed_at",
                        "state = 'paid'"),
                new Violation("spike_orders_pending", """
                        INSERT INTO spike_orders (billable_type, billable_id, id, cart_id, cart_revision, currency,
                            subtotal_minor, discount_minor, total_minor, placed_at)
                        SELECT billable_type, billable_id, 'another', cart_id, cart_revision, currency, subtotal_minor,
                            discount_minor, total_minor, placed_at
                        FROM spike_orders WHERE state = 'pending'"""),
                new Violation("spike_orders_number", """
                        INSERT INTO spike_orders (billable_type, billable_id, id, number, cart_id, cart_revision, currency,
                            subtotal_minor, discount_minor, total_minor, placed_at)
                        OVERRIDING SYSTEM VALUE
                        SELECT billable_type, billable_id, 'another', number, cart_id, cart_revision, currency,
                            subtotal_minor, discount_minor, total_minor, placed_at
                        FROM spike_orders WHERE state = 'paid'"""),
                broken("orders", "state", "state = 'lost'", "state = 'pending'"),
                broken("orders", "paid", "paid_at = NULL", "state = 'paid'"),
                broken("orders", "paid", "paid_at = now()", "state = 'pending'"),
                broken("orders", "cancelled", "state = 'cancelled'", "state = 'pending'"),
                broken("orders", "currency", "currency = 'usd'"),
                broken("orders", "discount", "discount_minor = -1, total_minor = subtotal_minor + 1"),
                broken(
                        "orders",
                        "discount",
                        "discount_minor = subtotal_minor + 1, total_minor = -1",
                        "refunded_minor = 0"),
                broken("orders", "total", "total_minor = total_minor + 1"),
                broken("orders", "refunded", "refunded_minor = total_minor + 1"),
                broken("orders", "refunded", "refunded_minor = -1"),
                doubled("order_lines", "pkey", "order_id, line, product_id, name, quantity, unit_price_minor", "true"),
                broken("order_lines", "quantity", "quantity = 0"),
                broken("order_lines", "unit_price", "unit_price_minor = -1"),
                doubled("customers", "pkey", "provider, customer_id, created_at", "true"),
                new Violation("spike_customers_customer", """
                        INSERT INTO spike_customers (billable_type, billable_id, provider, customer_id, created_at)
                        SELECT 'team', billable_id, provider, customer_id, created_at FROM spike_customers"""),
                doubled(
                        "checkouts",
                        "pkey",
                        "key, provider, when_paid, when_cancelled, expires_at, asked_at",
                        "state = 'paid'"),
                new Violation("spike_checkouts_payment", """
                        UPDATE spike_checkouts
                        SET (state, payment_id, paid_minor, paid_currency, paid_at) = (
                            SELECT state, payment_id, paid_minor, paid_currency, paid_at
                            FROM spike_checkouts WHERE state = 'paid')"""),
                broken("checkouts", "state", "state = 'lost'", "state = 'open'"),
                broken("checkouts", "page", "page = NULL", "state = 'open'"),
                broken("checkouts", "paid", "paid_minor = 1", "state = 'open'"),
                broken("checkouts", "paid", "payment_id = NULL", "state = 'paid'"),
                broken("checkouts", "paid_minor", "paid_minor = -1", "state = 'paid'"),
                broken("checkouts", "paid_currency", "paid_currency = 'usd'", "state = 'paid'"),
                doubled(
                        "refund_requests",
                        "pkey",
                        "key, order_id, provider, payment_id, money_minor, currency, reason, asked_at",
                        "true"),
                new Violation("spike_refund_requests_refund", """
                        INSERT INTO spike_refund_requests (billable_type, billable_id, key, order_id, provider, payment_id,
                            money_minor, currency, reason, state, asked_at, refund_id)
                        SELECT billable_type, billable_id, 'another', order_id, provider, payment_id, money_minor, currency,
                            reason, state, asked_at, refund_id
                        FROM spike_refund_requests"""),
                new Violation("spike_refund_requests_asked", """
                        INSERT INTO spike_refund_requests (billable_type, billable_id, key, order_id, provider, payment_id,
                            money_minor, currency, reason, asked_at)
                        SELECT billable_type, billable_id, 'another' || n, order_id, provider, payment_id, money_minor,
                            currency, reason, asked_at
                        FROM spike_refund_requests, generate_series(1, 2) n"""),
                broken("refund_requests", "state", "state = 'lost', refund_id = NULL"),
                broken("refund_requests", "done", "refund_id = NULL"),
                broken("refund_requests", "money", "money_minor = 0"),
                broken("refund_requests", "currency", "currency = 'usd'"),
                doubled("order_provides", "pkey", "order_id, line, position, kind, terms", "true"),
                doubled(
                        "provide_history",
                        "pkey",
                        "source, position, period, kind, terms, quantity, attempts, provided_at",
                        "provided_at IS NOT NULL"),
                broken("provide_history", "quantity", "quantity = 0"),
                broken("provide_history", "attempts", "attempts = 0"),
                broken("provide_history", "failed", "cause = 'none'", "failed_at IS NULL"),
                broken("provide_history", "outcome", "failed_at = NULL, cause = NULL", "failed_at IS NOT NULL"),
                broken("provide_history", "next", "next_attempt_at = NULL", "failed_at IS NOT NULL"),
                broken("provide_history", "next", "next_attempt_at = now()", "provided_at IS NOT NULL"),
                broken("orders", "disputed", "disputed_minor = total_minor + 1"),
                broken("orders", "disputed", "disputed_minor = -1"),
                broken("orders", "lost", "lost_minor = total_minor + 1"),
                broken("orders", "lost", "lost_minor = -1"),
                copied(
                        "inbox",
                        "pkey",
                        "provider, event_id, type, received_at, state, cause, unsettled_since, next_attempt_at"),
                copied("inbox", "number", "provider, number, type, received_at, state", "event_id"),
                broken("inbox", "state", "state = 'lost', next_attempt_at = now()", "state = 'ignored'"),
                broken("inbox", "attempts", "attempts = -1"),
                broken("inbox", "next", "next_attempt_at = now()", "state = 'ignored'"),
                broken("inbox", "next", "next_attempt_at = NULL", "state = 'waiting'"),
                broken("inbox", "cause", "cause = NULL", "state = 'waiting'"),
                broken("inbox", "cause", "unsettled_since = NULL", "state = 'waiting'"),
                broken("inbox", "waits", "waits_for = 'pay_1'", "state = 'ignored'"),
                copied("inbox_cursors", "pkey", "provider, event_id, moved_at"),
                doubled(
                        "refunds",
                        "pkey",
                        "provider, refund_id, order_id, payment_id, money_minor, state, noted_at",
                        "true"),
                broken("refunds", "money", "money_minor = -1"),
                broken("refunds", "state", "state = 'lost'"),
                doubled(
                        "disputes",
                        "pkey",
                        "provider, dispute_id, order_id, payment_id, money_minor, state, occurred_at, noted_at",
                        "true"),
                broken("disputes", "money", "money_minor = -1"),
                broken("disputes", "state", "state = 'failed'"),
                doubled("take_backs", "pkey", "source, position, kind, returned_minor, attempts", "true"),
                broken("take_backs", "returned", "returned_minor = -1"),
                broken("take_backs", "attempts", "attempts = -1"),
                broken("take_backs", "failed", "cause = 'none'"),
                broken("take_backs", "next", "next_attempt_at = now()"),
                doubled("take_back_steps", "pkey", "source, position, step, wanted, taken", "true"),
                broken("take_back_steps", "taken", "taken = wanted + 1"),
                broken("take_back_steps", "taken", "taken = -1"),
                broken("take_back_steps", "reversals", "reversals = -1"));
    }

    private static Violation broken(String table, String rule, String change) {
        return broken(table, rule, change, "true");
    }

    private static Violation broken(String table, String rule, String change, String where) {
        return new Violation(
                "spike_" + table + "_" + rule, "UPDATE spike_" + table + " SET " + change + " WHERE " + where);
    }

    /** Rows of tables that belong to no billable. */
    private static Violation copied(String table, String rule, String columns) {
        return new Violation("spike_" + table + "_" + rule, """
                INSERT INTO spike_%s (%s)
                SELECT %s FROM spike_%s WHERE provider = 'fake'""".formatted(table, columns, columns, table));
    }

    /** The same with another text in one column. */
    private static Violation copied(String table, String rule, String columns, String other) {
        return new Violation("spike_" + table + "_" + rule, """
                INSERT INTO spike_%s (%s, %s)
                OVERRIDING SYSTEM VALUE
                SELECT %s, 'another' FROM spike_%s WHERE state = 'ignored'""".formatted(table, columns, other, columns, table));
    }

    private static Violation doubled(String table, String rule, String columns, String where) {
        return new Violation("spike_" + table + "_" + rule, """
                INSERT INTO spike_%s (billable_type, billable_id, %s)
                OVERRIDING SYSTEM VALUE
                SELECT billable_type, billable_id, %s FROM spike_%s WHERE %s""".formatted(table, columns, columns, table, where));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refuses_a_row_that_breaks(Violation violation) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> Sql.run(shop.dataSource(), violation.sql()))
                .satisfies(refusal -> assertThat(Objects.requireNonNull(refusal.getServerErrorMessage())
                                .getConstraint())
                        .isEqualTo(violation.constraint()));
    }

    private static final String CONSTRAINTS = """
            SELECT c.conname
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relname LIKE 'spike_%' AND t.relname NOT LIKE 'spike_credit_%' AND t.relname NOT LIKE '%_history'
                AND t.relname !~ '^spike_(subscri|plan_|waiting_|due|owed_|payments)'
                AND c.contype IN ('c', 'p', 'u', 'f', 'x')
            UNION
            SELECT c.conname
            FROM pg_constraint c
            WHERE c.conrelid = 'spike_provide_history'::regclass AND c.contype IN ('c', 'p', 'u', 'f', 'x')
            UNION
            SELECT i.indexrelid::regclass::text
            FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid
            WHERE t.relname LIKE 'spike_%' AND t.relname NOT LIKE 'spike_credit_%' AND t.relname NOT LIKE '%_history'
                AND t.relname !~ '^spike_(subscri|plan_|waiting_|due|owed_|payments)'
                AND i.indisunique
            """;

    @Test
    void no_constraint_goes_untested() throws SQLException {
        var tested = violations().map(Violation::constraint).distinct().toList();

        assertThat(Sql.column(shop.dataSource(), CONSTRAINTS)).containsExactlyInAnyOrderElementsOf(tested);
    }
}
