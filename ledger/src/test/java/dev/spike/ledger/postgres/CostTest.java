package dev.spike.ledger.postgres;

import static dev.spike.ledger.postgres.FilledLedger.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verb costs depends neither on what was spent before nor on how many grants are open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("thorough")
class CostTest {

    /** PostgreSQL plans anew five times, and then keeps one plan for all values: both are seen. */
    private static final int OFTEN_ENOUGH = 15;

    private final TestDatabase database =
            FastPostgres.database("cost", dataSource -> LedgerSchema.migrate(dataSource, NOW));

    private final OneConnection connection = open(database);
    private Instant now = NOW;

    private static OneConnection open(TestDatabase database) {
        try {
            return new OneConnection(database.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final PostgresCredits credits =
            PostgresCredits.on(connection).clock(() -> now).build();

    @BeforeAll
    void fill() throws SQLException {
        var filled = new FilledLedger(connection);
        filled.addOthers();
        filled.account("short", 1, 10_000);
        filled.account("long", 1, 300_000);
        filled.account("rich", 1_000, 10);
        Sql.run(database.dataSource(), "ANALYZE");
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private CreditAccount account(String id) {
        return credits.of(Billable.of("user", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_spend_that_the_current_grant_covers_is_one_statement(String id) {
        var account = account(id);
        account.add(AddRequest.of(50).expiringAt(NOW.plus(Duration.ofMinutes(10))));

        assertThat(connection.statements(() -> account.spend(1))).isEqualTo(1);
        assertThat(connection.statements(() -> account.spend(SpendRequest.of(1).withKey("new"))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_balance_is_one_statement_also_when_time_has_changed_it(String id) {
        assertThat(connection.statements(() -> account(id).balance())).isEqualTo(1);
        now = NOW.plus(Duration.ofDays(2));
        assertThat(connection.statements(() -> account(id).balance())).isEqualTo(1);
        now = NOW;
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_balance_that_is_remembered_is_no_statement_and_to_remember_it_is_one_or_two(String id) {
        var remembering = PostgresCredits.on(connection)
                .clock(() -> now)
                .cacheBalances(BalanceCache.of(10, BalanceCache.AGE_LIMIT))
                .build()
                .of(Billable.of("user", id));
        account(id).add(AddRequest.of(50).expiringAt(NOW.plus(Duration.ofMinutes(10))));

        assertThat(connection.statements(remembering::balance)).isEqualTo(1);
        assertThat(connection.statements(remembering::balance)).isZero();
        now = NOW.plus(Duration.ofMinutes(20));
        assertThat(connection.statements(remembering::balance)).isEqualTo(2);
        assertThat(connection.statements(remembering::balance)).isZero();
        now = NOW;
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_balance_of_the_past_or_the_future_is_one_statement_and_an_explanation_is_two(String id) throws SQLException {
        var account = account(id);
        var receipt = account.add(1).receipt().id();

        assertThat(connection.statements(() -> account.balanceAt(NOW.minus(Duration.ofDays(20)))))
                .isEqualTo(1);
        assertThat(connection.statements(() -> account.balanceAt(NOW.plus(Duration.ofDays(20)))))
                .isEqualTo(1);
        assertThat(connection.statements(() -> credits.explain(receipt))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_spend_that_crosses_grants_is_nine_statements(String id) {
        var account = account(id);
        account.add(AddRequest.of(100).expiringAt(NOW.plus(Duration.ofDays(300))));
        long more = account.grants().get(0).free() + 1;

        int statements = connection.statements(
                () -> assertThat(account.spend(more).receipt().allocations()).hasSize(2));

        assertThat(statements).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_declined_spend_is_eight_statements(String id) {
        int statements = connection.statements(
                () -> assertThat(account(id).trySpend(1_000_000)).isInstanceOf(Declined.class));

        assertThat(statements).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "rich"})
    void a_spend_of_two_accounts_is_two_statements_and_a_fixed_number_for_each(String id) {
        account(id).add(10);
        account("other").add(10);
        var request = SpendAllRequest.of(account(id).billable(), "credits", 1)
                .and(account("other").billable(), "credits", 1);

        assertThat(connection.statements(() -> credits.spendAll(request))).isEqualTo(2 + 2 * 7);
    }

    static List<Arguments> pages() {
        var page = TransactionQuery.newest(50);
        var today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        return List.of(
                arguments("all", page, 100),
                arguments("subscriptions", page.ofTypes(Set.of(TransactionType.SUBSCRIPTION)), 100),
                arguments("usage", page.ofTypes(Set.of(TransactionType.USAGE)), 100),
                arguments("voids", page.ofKinds(Set.of(EntryKind.VOID)), 100),
                arguments("burns", page.ofKinds(Set.of(EntryKind.BURN)), 100),
                arguments(
                        "grants of a day",
                        page.ofKinds(Set.of(EntryKind.GRANT)).from(today).to(today),
                        100),
                arguments("today", page.from(today).to(today), 300),
                arguments("what is still to come", page.from(today.plusDays(9)), 300),
                arguments("a day of 750 spends", page.from(SOME_DAY).to(SOME_DAY), 1_000));
    }

    private static final LocalDate SOME_DAY = LocalDate.of(2025, 3, 10);

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void a_page_is_one_statement_and_reads_little_more_than_it_shows(String name, TransactionQuery query, int readMost)
            throws SQLException {
        var account = account("long");
        for (int i = 0; i < OFTEN_ENOUGH; i++) {
            long before = rowsRead();

            assertThat(connection.statements(() -> account.transactions(query))).isEqualTo(1);

            assertThat(rowsRead() - before).as(name).isLessThan(readMost);
        }
    }

    private static final String ROWS_READ = """
            SELECT coalesce(sum(greatest(idx_tup_read, idx_tup_fetch)), 0)
            FROM pg_stat_user_indexes
            WHERE relname = 'spike_credit_transactions'
            """;

    private long rowsRead() throws SQLException {
        Sql.run(connection, FLUSH);
        return Long.parseLong(Sql.value(connection, ROWS_READ));
    }

    @Test
    void a_row_and_a_grant_are_one_statement() {
        var account = account("rich");
        var grant = account.grants().get(0);

        assertThat(connection.statements(() -> account.grant(grant.id()))).isEqualTo(1);
        assertThat(connection.statements(
                        () -> account.transaction(new TransactionId(grant.id().number()))))
                .isEqualTo(1);
    }

    @Test
    void no_verb_reads_a_table_from_end_to_end() throws SQLException {
        var before = scans();

        for (int i = 0; i < OFTEN_ENOUGH; i++) {
            everyVerb(i);
        }

        assertThat(scans()).isEqualTo(before);
    }

    private void everyVerb(int round) {
        account("several").add(10);
        for (var account : List.of(account("long"), account("rich"), account("new-" + round))) {
            var granted =
                    account.add(AddRequest.of(30).withKey("add " + round).expiringAt(NOW.plus(Duration.ofDays(30))));
            assertThat(account.trySpend(SpendRequest.of(1).withKey("spend " + round)))
                    .isInstanceOf(Spent.class);
            account.spend(1);
            account.trySpend(SpendRequest.of(1).withKey("spend " + round));
            account.trySpend(15);
            account.trySpend(1_000_000);
            credits.spendAll(SpendAllRequest.of(account.billable(), "credits", 1)
                    .and(account("several").billable(), "credits", 1)
                    .withKey("several " + account.billable().billableId() + round));
            account.remove(1);
            account.remove(RemoveRequest.of(1).from(granted.grant()));
            account.balance();
            account.grants();
            account.transactions(null, 20);
            pages().forEach(page -> account.transactions((TransactionQuery) page.get()[1]));
            account.grant(granted.grant());
            account.transaction(new TransactionId(granted.grant().number()));
            account.spentOn(LocalDate.ofInstant(NOW, ZoneOffset.UTC));
            account.receipt("add " + round);
            credits.receipt(granted.receipt().id());
            credits.explain(granted.receipt().id());
            account.balanceAt(NOW.minus(Duration.ofDays(20)));
            account.balanceAt(NOW.plus(Duration.ofDays(20)));
        }
        now = NOW.plus(Duration.ofDays(2));
        account("long").balance();
        account("rich").balance();
        for (var id : List.of("long", "rich")) {
            PostgresCredits.on(connection)
                    .clock(() -> now)
                    .cacheBalances(BalanceCache.standard())
                    .build()
                    .of(Billable.of("user", id))
                    .balance();
        }
        now = NOW;
    }

    private static final String FLUSH = "SELECT pg_stat_force_next_flush()";

    private static final String SCANS = """
            SELECT relname || ': ' || seq_scan
            FROM pg_stat_user_tables
            WHERE relname LIKE 'spike_credit_%' AND n_live_tup > 0
            ORDER BY relname
            """;

    private List<String> scans() throws SQLException {
        Sql.run(connection, FLUSH);
        return Sql.column(connection, SCANS);
    }
}
