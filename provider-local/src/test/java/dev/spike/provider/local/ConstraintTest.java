package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no row of the books may say. */
class ConstraintTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    books_pkey | books DEFAULT VALUES
                    books_only_one | books (only_one) VALUES (false)
                    customers_pkey | customers VALUES ('a', 'user', '1'), ('a', 'user', '2')
                    customers_billable | customers VALUES ('a', 'user', '1'), ('b', 'user', '1')
                    payments_pkey | payments VALUES ('p', 'a', 1, 'USD', now(), 'i', 1), ('p', 'a', 1, 'USD', now(), 'j', 2)
                    payments_invoice | payments VALUES ('p', 'a', 1, 'USD', now(), 'i', 1), ('q', 'a', 1, 'USD', now(), 'j', 1)
                    payments_not_negative | payments VALUES ('p', 'a', -1, 'USD', now(), 'i', 1)
                    checkouts_state | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f', 'x')
                    checkouts_paid | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f', 'paid')
                    checkouts_waiting | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f', 'expired', 'GOOD')
                    checkouts_pkey | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f'), ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'q', 'f')
                    checkouts_page | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f'), ('l', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f')
                    checkouts_payment | checkouts VALUES ('k', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'p', 'f', 'paid', NULL, 'x'), ('l', 'a', '{}', '{}', '{}', 0, 1, 'USD', '', '', now(), 'q', 'f', 'paid', NULL, 'x')
                    payment_methods_pkey | payment_methods VALUES ('m', 'a', 'GOOD', now(), false), ('m', 'b', 'GOOD', now(), false)
                    payment_methods_default | payment_methods VALUES ('m', 'a', 'GOOD', now(), true, true)
                    payment_methods_one_default | payment_methods VALUES ('m', 'a', 'GOOD', now(), true), ('n', 'a', 'OTHER', now(), true)
                    payment_methods_card | payment_methods VALUES ('m', 'a', 'GOOD', now(), false), ('n', 'a', 'GOOD', now(), false)
                    charges_pkey | charges VALUES ('k', 'a', 1, 'USD', '', 'DECLINED'), ('k', 'a', 1, 'USD', '', 'DECLINED')
                    charges_payment | charges VALUES ('k', 'a', 1, 'USD', '', NULL, 'p'), ('l', 'a', 1, 'USD', '', NULL, 'p')
                    charges_decided | charges VALUES ('k', 'a', 1, 'USD', '')
                    returns_pkey | returns VALUES ('r', 'refund', 'k', 'p', 1, 'USD', '', 'made'), ('r', 'refund', 'l', 'p', 1, 'USD', '', 'made')
                    returns_key | returns VALUES ('r', 'refund', 'k', 'p', 1, 'USD', '', 'made'), ('s', 'refund', 'k', 'p', 1, 'USD', '', 'made')
                    returns_something | returns VALUES ('r', 'refund', 'k', 'p', 0, 'USD', '', 'made')
                    returns_kind | returns VALUES ('r', 'refund', 'k', 'p', 1, 'USD', '', 'lost')
                    deliveries_pkey | deliveries VALUES (-1, 'a', '', ''), (-1, 'b', '', '')
                    deliveries_id | deliveries VALUES (-1, 'a', '', ''), (-2, 'a', '', '')
                    subscription_requests_pkey | subscription_requests (key, customer_id, reference, name, minor, currency, billed, at_page) VALUES ('k', 'a', 'r', '', 1, 'USD', 'monthly', true), ('k', 'a', 'r', '', 1, 'USD', 'monthly', true)
                    subscription_requests_billed | subscription_requests (key, customer_id, reference, name, minor, currency, billed, at_page) VALUES ('k', 'a', 'r', '', 1, 'USD', 'daily', true)
                    subscription_requests_discount | subscription_requests (key, customer_id, reference, name, minor, currency, billed, at_page, discount_code) VALUES ('k', 'a', 'r', '', 1, 'USD', 'monthly', true, 'C')
                    subscription_requests_refused | subscription_requests (key, customer_id, reference, name, minor, currency, billed, at_page, refusal) VALUES ('k', 'a', 'r', '', 1, 'USD', 'monthly', true, 'DECLINED')
                    switches_pkey | switches VALUES ('k', 's', 'r', '', 1, 'USD', 'monthly', true), ('k', 's', 'r', '', 1, 'USD', 'monthly', true)
                    switches_billed | switches VALUES ('k', 's', 'r', '', 1, 'USD', 'daily', true)
                    switches_refused | switches VALUES ('k', 's', 'r', '', 1, 'USD', 'monthly', true, 'DECLINED')
                    subscriptions_pkey | subscriptions VALUES ('k', 'a', 1, 'ended', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, NULL), ('k', 'a', 1, 'ended', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, NULL)
                    subscriptions_state | subscriptions VALUES ('k', 'a', 1, 'x', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, now())
                    subscriptions_billed | subscriptions VALUES ('k', 'a', 1, 'active', 'r', '', 1, 'USD', 'daily', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, now())
                    subscriptions_period | subscriptions VALUES ('k', 'a', 1, 'active', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now(), NULL, 0, 0, 0, 0, NULL, now())
                    subscriptions_money | subscriptions VALUES ('k', 'a', 1, 'active', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, -1, 0, 0, 0, NULL, now())
                    subscriptions_discount | subscriptions VALUES ('k', 'a', 1, 'active', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, now(), 'C')
                    subscriptions_due | subscriptions VALUES ('k', 'a', 1, 'active', 'r', '', 1, 'USD', 'monthly', now(), 0, now(), now() + interval '1 day', NULL, 0, 0, 0, 0, NULL, NULL)
                    """)
    void refuses(String constraint, String row) {
        assertThatThrownBy(() -> insert(row))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"spike_local_" + constraint + "\"");
    }

    private static void insert(String row) throws SQLException {
        try (var connection = TABLES.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO spike_local_" + row);
        }
    }
}
