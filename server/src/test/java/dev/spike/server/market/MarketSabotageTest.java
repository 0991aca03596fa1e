package dev.spike.server.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.server.shop.Proof;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each proof fails once the fault is made on purpose that it is there to find. */
class MarketSabotageTest {

    /** So many that there is something of every kind to damage. */
    private static final int CARTS = 120;

    private static final long SEED = 7;

    private static final String GRANT_AGAIN = """
            WITH again AS (SELECT nextval(pg_get_serial_sequence('spike_credit_transactions', 'id')) AS id)
            INSERT INTO spike_credit_transactions (id, account_id, billable_type, billable_id, type, credit_type, credits,
                expires_at, created_at, updated_at, entry, grant_id, effective_at, order_id)
            OVERRIDING SYSTEM VALUE
            SELECT again.id, account_id, billable_type, billable_id, type, credit_type, credits, expires_at, created_at,
                updated_at, entry, again.id, effective_at, %s
            FROM spike_credit_transactions t, again
            WHERE t.id = (SELECT min(id) FROM spike_credit_transactions WHERE entry = 'grant' AND order_id IS NOT NULL)
            """;

    private static final String ORDER_AGAIN = """
            INSERT INTO spike_orders (billable_type, billable_id, id, cart_id, cart_revision, state, currency,
                subtotal_minor, discount_minor, total_minor, placed_at, paid_at)
            SELECT billable_type, billable_id, id || '%1$s', cart_id, cart_revision, '%2$s', currency, subtotal_minor,
                discount_minor, total_minor, placed_at, CASE WHEN '%2$s' = 'paid' THEN placed_at END
            FROM spike_orders
            WHERE id = (SELECT min(id) FROM spike_orders WHERE state = 'paid' AND total_minor > 0)
            """;

    private final TestDatabase database = FastPostgres.database("sold", MarketSabotageTest::sold);
    private final HikariDataSource pool = Shops.pool(database);

    private static void sold(DataSource dataSource) {
        Shops.migrate(dataSource);
        try (var pool = Shops.pool(dataSource)) {
            assertThat(new Market(pool, CARTS, SEED).run(visit -> {}).isClean()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("The market was interrupted.", e);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private List<String> broken() {
        return new Proving(pool, Market.catalogue())
                .all().stream().filter(proof -> !proof.holds()).map(Proof::name).toList();
    }

    /** The role owns the tables, so it may do what nobody else does. */
    private void change(String... statements) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            assertThat(statement.getUpdateCount()).isOne();
        }
    }

    @Test
    void an_honest_market_is_proved_wholly() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_second_grant_for_one_order_is_found() throws SQLException {
        change(GRANT_AGAIN.formatted("order_id"));

        assertThat(broken()).contains("every paid order is granted what it bought");
    }

    @Test
    void a_grant_for_an_order_that_is_not_there_is_found() throws SQLException {
        change(GRANT_AGAIN.formatted("'ord_nowhere'"));

        assertThat(broken()).contains("no unpaid order is provided");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every paid line is provided once            | DELETE FROM spike_provide_history WHERE source = (SELECT min(source) FROM spike_provide_history) AND position = '1.1'
            every paid line is provided once            | UPDATE spike_provide_history SET grant_id = grant_id + 1 WHERE source = (SELECT min(source) FROM spike_provide_history) AND position = '1.1'
            every paid line is provided once            | UPDATE spike_order_lines SET quantity = quantity + 1 WHERE line = 1 AND order_id = (SELECT min(source) FROM spike_provide_history)
            money taken equals paid orders              | DELETE FROM spike_local_payments WHERE id = (SELECT min(id) FROM spike_local_payments)
            money taken equals paid orders              | UPDATE spike_local_payments SET minor = minor + 1 WHERE id = (SELECT min(id) FROM spike_local_payments)
            money taken equals paid orders              | UPDATE spike_local_payments SET currency = 'GBP' WHERE id = (SELECT min(id) FROM spike_local_payments)
            money taken equals paid orders              | UPDATE spike_orders SET state = 'paid', paid_at = now() WHERE id = (SELECT min(id) FROM spike_orders WHERE state = 'cancelled')
            every paid line is provided once            | UPDATE spike_orders SET state = 'paid', paid_at = now() WHERE id = (SELECT min(id) FROM spike_orders WHERE state = 'cancelled')
            every paid order is granted what it bought  | UPDATE spike_orders SET state = 'paid', paid_at = now() WHERE id = (SELECT min(id) FROM spike_orders WHERE state = 'cancelled')
            no unpaid order is provided                 | UPDATE spike_orders SET state = 'cancelled', cancelled_at = now(), paid_at = NULL WHERE id = (SELECT min(source) FROM spike_provide_history)
            no unpaid order is provided                 | UPDATE spike_provide_history SET source = 'ord_nowhere' WHERE source = (SELECT min(source) FROM spike_provide_history) AND position = '1.1'
            money returned is the same on both sides    | UPDATE spike_orders SET refunded_minor = refunded_minor + 1 WHERE id = (SELECT min(key) FROM spike_checkouts WHERE state = 'paid' AND key NOT IN (SELECT order_id FROM spike_refunds UNION SELECT order_id FROM spike_disputes))
            money returned is the same on both sides    | DELETE FROM spike_local_returns WHERE id = (SELECT min(id) FROM spike_local_returns WHERE state = 'made')
            every webhook is worked or ignored          | DELETE FROM spike_inbox WHERE number = (SELECT min(number) FROM spike_inbox)
            every webhook is worked or ignored          | UPDATE spike_inbox SET state = 'new', next_attempt_at = now() WHERE number = (SELECT min(number) FROM spike_inbox)
            the law holds for every account             | UPDATE spike_credit_transactions SET credits = credits - 1 WHERE id = (SELECT min(id) FROM spike_credit_transactions WHERE entry = 'burn')
            """)
    void a_damaged_row_is_found(String proof, String damage) throws SQLException {
        change(damage);

        assertThat(broken()).contains(proof);
    }

    @Test
    void a_second_open_checkout_is_found_also_while_the_market_goes_on() throws SQLException {
        change(
                "DROP INDEX spike_orders_pending",
                ORDER_AGAIN.formatted("-second", "pending"),
                ORDER_AGAIN.formatted("-third", "pending"));

        assertThat(broken()).containsExactly("no cart has two open checkouts");
        assertThatThrownBy(
                        () -> new Proving(pool, Market.catalogue()).openOnce().demand())
                .hasMessageStartingWith("Not so: no cart has two open checkouts; cart ");
    }

    @Test
    void a_cart_that_is_paid_twice_is_found() throws SQLException {
        change(ORDER_AGAIN.formatted("-again", "paid"));

        assertThat(broken()).contains("no cart is paid twice", "money taken equals paid orders");
    }
}
