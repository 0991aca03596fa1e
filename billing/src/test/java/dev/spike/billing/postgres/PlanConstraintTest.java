package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.Interval;
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

/** Each constraint of the tables of plans refuses a row that breaks its rule and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanConstraintTest {

    private final Club club = new Club(plan("big", 60), plan("small", 30));

    /** @param sql breaks the constraint, given one who has switched and spent all, and one who was asked for a page */
    record Violation(String constraint, String sql) {

        @Override
        public String toString() {
            return constraint + ": " + sql.replaceAll("\\s+", " ");
        }
    }

    @BeforeAll
    void fill() {
        club.subscribe("big");
        club.spend(60);
        club.switchNow("small");
        club.shop.run("""
                INSERT INTO spike_payments (provider, payment_id, billable_type, billable_id, what, source, switch_number,
                    period_start, period_end, money_minor, currency, paid_at)
                VALUES ('fake', 'pay_1', 'user', '1', 'period', 'key', 0, now(), now() + interval '1 month', 1, 'USD', now()),
                    ('fake', 'pay_2', 'user', '1', 'again', 'key', NULL, NULL, NULL, 1, 'USD', now())""");
        club.billing.of(Shop.anybody()).subscriber().subscribe("big", Interval.MONTHLY, Shop.PAGES);
        club.shop.run("""
                INSERT INTO spike_owed_charges (billable_type, billable_id, key, provider, money_minor, currency, amounts,
                    noted_at, next_attempt_at)
                VALUES ('user', '1', 'key', 'fake', 1, 'USD', '{}', now(), now())""");
        club.shop.run("""
                INSERT INTO spike_subscription_discounts (billable_type, billable_id, key, code, percent, periods, given_at)
                VALUES ('user', '1', 'key', 'CODE', 20, 1, now())""");
    }

    @AfterAll
    void close() {
        club.close();
    }

    static Stream<Violation> violations() {
        return Stream.of(
                doubled("subscribers", "pkey", "free_since", "true"),
                doubled("subscriptions", "pkey", "key, state, asked_at", "state = 'asked'", "'refused' AS state"),
                new Violation("spike_subscriptions_key", """
                        INSERT INTO spike_subscriptions (billable_type, billable_id, key, state, asked_at)
                        SELECT 'team', billable_id, key, 'refused', asked_at FROM spike_subscriptions"""),
                new Violation("spike_subscriptions_asked", """
                        INSERT INTO spike_subscriptions (billable_type, billable_id, key, state, asked_at)
                        SELECT billable_type, billable_id, 'another', state, asked_at
                        FROM spike_subscriptions WHERE state = 'asked'"""),
                broken("subscriptions", "state", "state = 'lost'", "state = 'active'"),
                broken("subscriptions", "begun", "state = 'active'", "state = 'asked'"),
                broken("subscriptions", "period", "period_end = period_start", "state = 'active'"),
                broken("subscriptions", "past_due", "state = 'past_due'", "state = 'active'"),
                broken("subscriptions", "ended", "state = 'ended'", "state = 'active'"),
                doubled("subscription_terms", "pkey", "key, switch_number, plan_id, name, pay_interval, asked", "true"),
                broken("subscription_terms", "interval", "pay_interval = 'weekly'"),
                broken("subscription_terms", "asked", "asked = 'later'"),
                broken("subscription_terms", "price", "price_minor = 0"),
                broken("subscription_terms", "price", "currency = NULL"),
                broken("subscription_terms", "currency", "currency = 'usd'"),
                doubled("subscription_provides", "pkey", "key, switch_number, occasion, position, kind, terms", "true"),
                broken("subscription_provides", "occasion", "occasion = 'daily'"),
                doubled(
                        "subscription_periods",
                        "pkey",
                        "key, switch_number, period_start, period_end, trial, paid_at",
                        "true"),
                broken("subscription_periods", "span", "period_end = period_start"),
                doubled(
                        "plan_grants",
                        "pkey",
                        "source, position, period_start, carried, generation, period_end, credit_type, amount, granted,"
                                + " used_before, grant_id, expires_at",
                        "true"),
                broken("plan_grants", "span", "period_end = period_start"),
                broken("plan_grants", "granted", "granted = amount + 1"),
                broken("plan_grants", "granted", "granted = 0", "left_free IS NULL"),
                broken("plan_grants", "counts", "carried = -1"),
                broken("plan_grants", "counts", "generation = 0"),
                broken("plan_grants", "counts", "used_before = -1"),
                broken("plan_grants", "ended_by", "ended_by = 'chance'", "ended_by IS NOT NULL"),
                broken("plan_grants", "ended", "ended_at = NULL", "ended_by IS NOT NULL"),
                broken("plan_grants", "left", "left_free = granted + 1"),
                broken("plan_grants", "returned", "returned = amount + 1"),
                doubled(
                        "payments",
                        "pkey",
                        "provider, payment_id, what, source, money_minor, currency, paid_at",
                        "what = 'again'"),
                broken("payments", "what", "what = 'never'", "what = 'again'"),
                broken("payments", "period", "switch_number = 1", "what = 'again'"),
                broken("payments", "span", "period_end = period_start", "what = 'period'"),
                broken("payments", "money", "money_minor = -1"),
                broken("payments", "currency", "currency = 'usd'"),
                broken("payments", "returned", "returned_minor = money_minor + 1"),
                new Violation("spike_payments_of_period", """
                        INSERT INTO spike_payments (provider, payment_id, billable_type, billable_id, what, source,
                            switch_number, period_start, period_end, money_minor, currency, paid_at)
                        SELECT provider, 'another', billable_type, billable_id, what, source, switch_number, period_start,
                            period_end, money_minor, currency, paid_at
                        FROM spike_payments WHERE what = 'period'"""),
                doubled("waiting_overuse", "pkey", "credit_type, amount, switch_number, period_start, until", "true"),
                broken("waiting_overuse", "amount", "amount = 0"),
                broken("waiting_overuse", "until", "until = period_start"),
                doubled("subscription_discounts", "pkey", "key, code, percent, periods, given_at", "true"),
                broken("subscription_discounts", "percent", "percent = 101"),
                broken("subscription_discounts", "off", "percent = NULL, off_minor = 0, currency = 'USD'"),
                broken("subscription_discounts", "either", "percent = NULL"),
                broken("subscription_discounts", "either", "currency = 'USD'"),
                broken("subscription_discounts", "currency", "percent = NULL, off_minor = 1, currency = 'usd'"),
                broken("subscription_discounts", "periods", "periods = 0"),
                doubled("due", "pkey", "what, due_at, next_attempt_at", "true"),
                broken("due", "what", "what = 'rain'"),
                broken("due", "attempts", "attempts = -1"),
                broken("due", "failed", "cause = 'none'"),
                doubled(
                        "owed_charges",
                        "pkey",
                        "key, provider, money_minor, currency, amounts, noted_at, next_attempt_at",
                        "true"),
                broken("owed_charges", "money", "money_minor = 0"),
                broken("owed_charges", "currency", "currency = 'usd'"),
                broken("owed_charges", "state", "state = 'lost', next_attempt_at = NULL"),
                broken("owed_charges", "attempts", "attempts = -1"),
                broken("owed_charges", "next", "next_attempt_at = NULL"),
                broken("owed_charges", "done", "payment_id = 'pay_1'"));
    }

    private static Violation broken(String table, String rule, String change) {
        return broken(table, rule, change, "true");
    }

    private static Violation broken(String table, String rule, String change, String where) {
        return new Violation(
                "spike_" + table + "_" + rule, "UPDATE spike_" + table + " SET " + change + " WHERE " + where);
    }

    private static Violation doubled(String table, String rule, String columns, String where) {
        return doubled(table, rule, columns, where, "");
    }

    /** @param instead of the column of that name */
    private static Violation doubled(String table, String rule, String columns, String where, String instead) {
        var values = instead.isEmpty() ? columns : columns.replace("state", instead);
        return new Violation("spike_" + table + "_" + rule, """
                INSERT INTO spike_%s (billable_type, billable_id, %s)
                SELECT billable_type, billable_id, %s FROM spike_%s WHERE %s""".formatted(table, columns, values, table, where));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refuses_a_row_that_breaks(Violation violation) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> Sql.run(club.shop.dataSource(), violation.sql()))
                .satisfies(refusal -> assertThat(Objects.requireNonNull(refusal.getServerErrorMessage())
                                .getConstraint())
                        .isEqualTo(violation.constraint()));
    }

    private static final String CONSTRAINTS = """
            SELECT c.conname
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relname ~ '^spike_(subscri|plan_|waiting_|due|owed_|payments)' AND c.contype IN ('c', 'p', 'u', 'f', 'x')
            UNION
            SELECT i.indexrelid::regclass::text
            FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid
            WHERE t.relname ~ '^spike_(subscri|plan_|waiting_|due|owed_|payments)' AND i.indisunique
            """;

    @Test
    void no_constraint_goes_untested() throws SQLException {
        var tested = violations().map(Violation::constraint).distinct().toList();

        assertThat(Sql.column(club.shop.dataSource(), CONSTRAINTS)).containsExactlyInAnyOrderElementsOf(tested);
    }
}
