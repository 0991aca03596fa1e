package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Billing's tables come beside the ledger's and a host's, and while another node brings them. */
class BillingMigrationTest {

    private final TestDatabase database = FastPostgres.database("empty", dataSource -> {});
    private final DataSource dataSource = database.dataSource();

    @AfterEach
    void close() {
        database.close();
    }

    private static final String RUN = """
            SELECT version
            FROM spike_billing_history
            WHERE success AND type = 'SQL'
            ORDER BY installed_rank
            """;

    private static final String TABLES = """
            SELECT relname
            FROM pg_class
            WHERE relname LIKE 'spike_%' AND relname NOT LIKE 'spike_credit_%' AND relkind = 'r'
            ORDER BY relname
            """;

    @Test
    void makes_every_table_beside_those_of_the_ledger_and_a_host() throws SQLException {
        LedgerSchema.migrate(dataSource, Shop.START);
        Sql.run(dataSource, "CREATE TABLE orders (id bigint PRIMARY KEY)");

        BillingSchema.migrate(dataSource);

        assertThat(Sql.column(dataSource, RUN)).startsWith("001", "002", "003", "004", "005");
        assertThat(Sql.column(dataSource, TABLES))
                .contains(
                        "spike_billing_settings",
                        "spike_cart_items",
                        "spike_carts",
                        "spike_checkouts",
                        "spike_customers",
                        "spike_disputes",
                        "spike_inbox",
                        "spike_inbox_cursors",
                        "spike_order_lines",
                        "spike_order_provides",
                        "spike_orders",
                        "spike_provide_history",
                        "spike_refund_requests",
                        "spike_refunds",
                        "spike_take_back_steps",
                        "spike_take_backs");
    }

    @Test
    void changes_nothing_when_repeated() throws SQLException {
        BillingSchema.migrate(dataSource);
        var run = Sql.column(dataSource, RUN);

        BillingSchema.migrate(dataSource);

        assertThat(Sql.column(dataSource, RUN)).isEqualTo(run);
    }

    @Test
    void notes_in_which_period_overuse_waits_and_forgives_what_was_cancelled() throws Exception {
        BillingSchema.migrate(dataSource);
        Sql.run(dataSource, """
                ALTER TABLE spike_waiting_overuse
                    DROP COLUMN switch_number, DROP COLUMN period_start, DROP COLUMN until;
                INSERT INTO spike_subscriptions (billable_type, billable_id, key, state, switch_number, period_start, period_end,
                    ends_at, asked_at, begun_at)
                VALUES ('user', 'ann', 'sub_1', 'active', 2, '2026-04-01Z', '2026-05-01Z', NULL, now(), now()),
                    ('user', 'bob', 'sub_2', 'ended', 0, '2026-04-01Z', '2026-05-01Z', now(), now(), now());
                INSERT INTO spike_waiting_overuse (billable_type, billable_id, credit_type, amount)
                VALUES ('user', 'ann', 'credits', 7), ('user', 'bob', 'credits', 8)""");

        Sql.run(dataSource, migration("V012__overuse_waits_in_its_period.sql"));

        assertThat(Sql.column(dataSource, """
                SELECT billable_id || ' ' || amount || ' ' || switch_number || ' ' || (until AT TIME ZONE 'UTC')::date
                FROM spike_waiting_overuse""")).containsExactly("ann 7 2 2026-05-01");
    }

    private static String migration(String name) throws IOException {
        try (var file = BillingSchema.class.getResourceAsStream("migrations/" + name)) {
            return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void runs_once_when_two_nodes_start_together() throws Exception {
        var barrier = new CyclicBarrier(2);
        Callable<String> node = () -> {
            barrier.await(30, TimeUnit.SECONDS);
            BillingSchema.migrate(dataSource);
            return "started";
        };
        var threads = Executors.newFixedThreadPool(2);

        try {
            for (var started : threads.invokeAll(List.of(node, node), 60, TimeUnit.SECONDS)) {
                assertThat(started.get()).isEqualTo("started");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(Sql.column(dataSource, RUN)).doesNotHaveDuplicates().startsWith("001", "002", "003", "004", "005");
    }
}
