package dev.spike.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables come into an empty database, beside a host's, and while another node brings them. */
@Tag("thorough")
class MigrationTest {

    private static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");

    private final TestDatabase database = FastPostgres.database("empty", dataSource -> {});
    private final DataSource dataSource = database.dataSource();

    @AfterEach
    void close() {
        database.close();
    }

    private static final String RUN = """
            SELECT version
            FROM spike_ledger_history
            WHERE success AND type = 'SQL'
            ORDER BY installed_rank
            """;

    private static final String HISTORY = """
            SELECT installed_rank || ' ' || description || ' ' || installed_on
            FROM spike_ledger_history
            ORDER BY installed_rank
            """;

    private static final String TABLES = """
            SELECT relname
            FROM pg_class
            WHERE relname LIKE 'spike_%' AND relkind IN ('r', 'p')
            ORDER BY relname
            """;

    @Test
    void makes_every_table_in_an_empty_database() throws SQLException {
        LedgerSchema.migrate(dataSource, NOW);

        assertThat(Sql.column(dataSource, RUN)).startsWith("001", "002", "003", "004", "005", "006", "007", "008");
        assertThat(Sql.column(dataSource, TABLES))
                .containsExactly(
                        "spike_credit_accounts",
                        "spike_credit_grants",
                        "spike_credit_holds",
                        "spike_credit_receipts",
                        "spike_credit_receipts_2026_04",
                        "spike_credit_receipts_2026_05",
                        "spike_credit_receipts_2026_06",
                        "spike_credit_receipts_kept",
                        "spike_credit_receipts_other",
                        "spike_credit_reversals",
                        "spike_credit_transactions",
                        "spike_ledger_history");
    }

    @Test
    void changes_nothing_when_repeated() throws SQLException {
        LedgerSchema.migrate(dataSource, NOW);
        var history = Sql.column(dataSource, HISTORY);
        var tables = Sql.column(dataSource, TABLES);

        LedgerSchema.migrate(dataSource, NOW);

        assertThat(Sql.column(dataSource, HISTORY)).isEqualTo(history);
        assertThat(Sql.column(dataSource, TABLES)).isEqualTo(tables);
    }

    @Test
    void skips_no_migration_beside_the_tables_and_the_history_of_a_host() throws SQLException {
        Sql.run(dataSource, "CREATE TABLE orders (id bigint PRIMARY KEY)");
        Sql.run(
                dataSource,
                "CREATE TABLE flyway_schema_history AS SELECT 1 AS installed_rank, '5' AS version, true AS success");

        LedgerSchema.migrate(dataSource, NOW);

        assertThat(Sql.column(dataSource, RUN)).startsWith("001", "002", "003", "004", "005", "006", "007", "008");
        assertThat(Sql.column(dataSource, "SELECT version FROM flyway_schema_history"))
                .containsExactly("5");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM orders")).isEqualTo("0");
        assertAccepts();
    }

    @Test
    void runs_once_when_two_nodes_start_together() throws Exception {
        var barrier = new CyclicBarrier(2);
        Callable<String> node = () -> {
            barrier.await(30, TimeUnit.SECONDS);
            LedgerSchema.migrate(dataSource, NOW);
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

        assertThat(Sql.column(dataSource, RUN))
                .doesNotHaveDuplicates()
                .startsWith("001", "002", "003", "004", "005", "006", "007", "008");
        assertAccepts();
    }

    private void assertAccepts() {
        var account = PostgresCredits.on(dataSource).clock(() -> NOW).build().of(Billable.of("user", "1"));
        account.add(10);
        account.spend(3);
        assertThat(account.balance().available()).isEqualTo(7);
    }

    private static final String HOLDS_BEFORE = """
            WITH account AS (
                INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, decided_at, version)
                VALUES ('user', '1', 'credits', '2026-04-03Z', 5)
                RETURNING id
            ), hold AS (
                INSERT INTO spike_credit_holds (account_id, id, amount, state, created_at, closed_at, grants, amounts,
                    uncovered)
                OVERRIDING SYSTEM VALUE
                SELECT account.id, of.id, 30, of.state, '2026-04-01Z', of.closed_at, of.grants, of.amounts, of.uncovered
                FROM account, (
                    VALUES (1, 'open', null::timestamptz, '{7}'::bigint[], '{15}'::bigint[], 5),
                        (2, 'released', '2026-04-03Z', '{}', '{}', 0),
                        (3, 'open', null, '{7}', '{30}', 0)
                ) of (id, state, closed_at, grants, amounts, uncovered)
            )
            INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount,
                outcome, available, held, owed, hold_id, hold_grants, hold_amounts, hold_uncovered)
            SELECT account.id, of.version, '2026-04-01', '2026-04-02Z', of.version,
                '00000000-0000-0000-0000-000000000000', of.verb, 30, 'accepted', 0, 0, 0, of.hold, of.grants, of.amounts,
                of.uncovered
            FROM account, (
                VALUES (1, 'hold', 1, '{6,7}'::bigint[], '{10,15}'::bigint[], 5),
                    (2, 'capture', 1, '{7}', '{15}', 5),
                    (3, 'hold', 2, '{6,7}', '{20,10}', 0),
                    (4, 'capture', 2, '{7}', '{10}', 0),
                    (5, 'release', 2, '{}', '{}', 0)
            ) of (version, verb, hold, grants, amounts, uncovered)
            """;

    @Test
    void holds_from_before_are_told_by_their_receipts_what_they_set_aside_first_and_last() throws SQLException {
        migrateTo("005");
        Sql.run(dataSource, HOLDS_BEFORE);

        LedgerSchema.migrate(dataSource, NOW);

        assertThat(Sql.column(
                        dataSource,
                        "SELECT (id, state, drawn_grants, drawn_amounts, grants, amounts, uncovered)::text"
                                + " FROM spike_credit_holds ORDER BY id"))
                .containsExactly(
                        "(1,open,\"{6,7}\",\"{10,15}\",{7},{15},5)",
                        "(2,released,\"{6,7}\",\"{20,10}\",{7},{10},0)", "(3,open,{7},{30},{7},{30},0)");
        assertThat(Sql.value(dataSource, "SELECT since FROM spike_credit_receipts_kept"))
                .isEqualTo("2026-04-01");
    }

    @Test
    void rows_from_before_that_are_not_spends_are_in_the_index_of_those_and_no_spend_is() throws SQLException {
        migrateTo("007");
        var account = PostgresCredits.on(dataSource).clock(() -> NOW).build().of(Billable.of("user", "1"));
        account.add(10);
        account.remove(1);
        Sql.run(dataSource, MORE_SPENDS);

        LedgerSchema.migrate(dataSource, NOW);
        Sql.run(dataSource, "ANALYZE spike_credit_transactions");

        assertThat(Sql.value(dataSource, INDEXED)).isEqualTo("2");
        assertThat(account.transactions(TransactionQuery.newest(9).ofTypes(Set.of(TransactionType.ADJUSTMENT)))
                        .transactions())
                .extracting(CreditTransaction::credits)
                .containsExactly(-1L, 10L);
    }

    private static final String MORE_SPENDS = """
            INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
                created_at, updated_at, entry, grant_id, effective_at, usage_date)
            SELECT id, billable_type, billable_id, 'usage', credit_type, -1, decided_at, decided_at, 'burn', 1, decided_at,
                '2026-04-15'
            FROM spike_credit_accounts, generate_series(1, 500)
            """;

    private static final String INDEXED = """
            SELECT reltuples::bigint
            FROM pg_class
            WHERE oid = 'spike_credit_transactions_beside_spends'::regclass
            """;

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .table(LedgerSchema.HISTORY_TABLE)
                .locations("classpath:dev/spike/ledger/postgres/migrations")
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void receipts_lie_in_the_partition_of_their_month_or_in_the_default_one() throws SQLException {
        LedgerSchema.migrate(dataSource, NOW);

        decideAt("2026-04-30T23:59:59.999999Z", "last of April");
        decideAt("2026-05-01T00:00:00Z", "first of May");
        decideAt("2026-07-01T00:00:00Z", "July, which nobody prepared");
        LedgerSchema.migrate(dataSource, Instant.parse("2026-07-02T00:00:00Z"));
        decideAt("2026-07-03T00:00:00Z", "July, prepared too late");
        decideAt("2026-08-01T00:00:00Z", "August");

        assertThat(Sql.column(
                        dataSource,
                        "SELECT key || ': ' || tableoid::regclass FROM spike_credit_receipts ORDER BY decided_at"))
                .containsExactly(
                        "last of April: spike_credit_receipts_2026_04",
                        "first of May: spike_credit_receipts_2026_05",
                        "July, which nobody prepared: spike_credit_receipts_other",
                        "July, prepared too late: spike_credit_receipts_other",
                        "August: spike_credit_receipts_2026_08");
    }

    private void decideAt(String instant, String key) {
        PostgresCredits.on(dataSource)
                .clock(() -> Instant.parse(instant))
                .build()
                .of(Billable.of("user", "1"))
                .add(AddRequest.of(1).withKey(key));
    }
}
