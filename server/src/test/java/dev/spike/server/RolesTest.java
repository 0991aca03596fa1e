package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.BillableSettings;
import dev.spike.billing.Catalogue;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.embedded.DurablePostgres;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.VoidRequest;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalSchema;
import dev.spike.server.market.Market;
import dev.spike.server.simulate.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** With the roles and grants that the page on production gives, everything works that should, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolesTest {

    private static final Path PAGE = Path.of("..", "docs", "production.md");

    /** Only between this test and its own server on the loopback address. */
    private static final String PASSWORD = "for-this-test";

    @TempDir
    private static Path folder = Path.of("");

    private static @Nullable DurablePostgres started;
    private static @Nullable HikariDataSource pool;

    private final Billable user = Billable.of("user", "42");

    @BeforeAll
    static void makeTheRolesAndTheTables() throws IOException, SQLException {
        started = DurablePostgres.start(folder);
        run(administrator(), only("sql: RolesTest, as the administrator"));
        run(administrator(), "CREATE ROLE stranger LOGIN");
        for (var role : List.of("spike_owner", "spike_app", "spike_reader", "stranger")) {
            run(administrator(), "ALTER ROLE " + role + " PASSWORD '" + PASSWORD + "'");
        }
        run(administrator(), only("sql: RolesTest, as the administrator, for timeouts"));
        run(administrator(), "ALTER ROLE spike_app SET synchronous_commit = off"); // this test waits for no disk
        makeTheTables(as("spike_owner"));
        pool = pool(as("spike_app"));
    }

    private static DurablePostgres postgres() {
        return Objects.requireNonNull(started);
    }

    private static HikariDataSource application() {
        return Objects.requireNonNull(pool);
    }

    private static void makeTheTables(DataSource owner) throws IOException, SQLException {
        LedgerSchema.migrate(owner);
        BillingSchema.migrate(owner);
        LocalSchema.migrate(owner);
        run(owner, only("sql: RolesTest, as the owner"));
        run(owner, GRANT_THE_SELLER_IN_THE_BOX);
    }

    /** Which takes no money, and migrates itself: it has to see that there is nothing to do. */
    private static final String GRANT_THE_SELLER_IN_THE_BOX = """
            GRANT SELECT ON spike_local_history TO spike_app;
            GRANT SELECT, INSERT, UPDATE ON spike_local_books, spike_local_customers, spike_local_payments,
                spike_local_checkouts, spike_local_payment_methods, spike_local_charges, spike_local_returns,
                spike_local_deliveries, spike_local_subscription_requests, spike_local_switches,
                spike_local_subscriptions TO spike_app;
            """;

    @AfterAll
    static void close() {
        application().close();
        postgres().close();
    }

    private static HikariDataSource pool(DataSource dataSource) {
        var config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource as(String role) {
        return as(role, PASSWORD);
    }

    private static PGSimpleDataSource as(String role, String password) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres().url());
        dataSource.setUser(role);
        dataSource.setPassword(password);
        return dataSource;
    }

    private static PGSimpleDataSource administrator() throws IOException {
        var passwords = new Properties();
        try (var file = Files.newBufferedReader(folder.resolve("postgres-18").resolve("spike.credentials"))) {
            passwords.load(file);
        }
        return as("postgres", passwords.getProperty("postgres"));
    }

    private static void run(DataSource dataSource, String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(DataSource dataSource, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private static List<String> blocks(String mark) throws IOException {
        return Pattern.compile("<!-- " + mark + " -->\n```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String only(String mark) throws IOException {
        var blocks = blocks(mark);
        assertThat(blocks).as(mark).hasSize(1);
        return blocks.get(0);
    }

    private static List<String> alerts() throws IOException {
        return blocks("alerts: RolesTest runs each").stream()
                .flatMap(block -> Pattern.compile(";\n").splitAsStream(block))
                .filter(alert -> !alert.isBlank())
                .toList();
    }

    private static PostgresCredits.Builder engine(DataSource dataSource) {
        return PostgresCredits.on(dataSource)
                .creditType(CreditType.of("credits"))
                .creditType(CreditType.of("sms"));
    }

    @Test
    @Order(1)
    void a_market_with_refunds_and_disputes_works_as_the_application() throws InterruptedException {
        var report = new Market(application(), 60, 7).run(visit -> {});

        assertThat(report.isClean()).isTrue();
        assertThat(report.figures()).containsKeys("payments", "orders paid");
    }

    @Test
    @Order(2)
    void plans_that_renew_switch_and_end_work_as_the_application()
            throws IOException, SQLException, InterruptedException {
        run(administrator(), "CREATE DATABASE crowd"); // a simulation wants a database of its own
        var administrator = in("crowd", administrator());
        run(administrator, "CREATE SCHEMA spike AUTHORIZATION spike_owner; GRANT USAGE ON SCHEMA spike TO spike_app");
        run(administrator, "GRANT CREATE ON SCHEMA public TO spike_app");
        makeTheTables(in("crowd", as("spike_owner")));
        var writing = as("spike_app");
        writing.setCurrentSchema("public,spike"); // it makes tables of its own
        try (var crowd = pool(in("crowd", writing))) {
            var report = new Simulation(crowd, new Simulation.Plan(25, 3, 7)).run(tick -> {});

            assertThat(report.isClean()).isTrue();
        }
    }

    private static DataSource in(String database, PGSimpleDataSource dataSource) {
        dataSource.setDatabaseName(database);
        return dataSource;
    }

    @Test
    @Order(3)
    void every_verb_of_the_ledger_works_as_the_application() {
        var credits =
                engine(application()).negative("sms", NegativePolicy.downTo(-5)).build();
        var account = credits.of(user);
        var sms = credits.of(user, "sms");

        var grant = account.add(AddRequest.of(100).expiringAt(Instant.now().plus(Duration.ofDays(7))))
                .grant();
        account.add(50);
        sms.add(3);
        account.spend(SpendRequest.of(10).withKey("one"));
        account.spend(120);
        sms.spend(6);
        credits.spendAll(SpendAllRequest.of(user, "credits", 1).and(user, "sms", 1));
        account.reverse(ReverseRequest.of("one"));
        account.remove(1);
        account.remove(RemoveRequest.of(1).from(grant));
        var held = account.hold(HoldRequest.of(5)).hold();
        account.extend(held, Instant.now().plus(Duration.ofDays(1)));
        account.capture(CaptureRequest.of(held, 2));
        var other = account.hold(HoldRequest.of(5)).hold();
        account.release(other);
        account.voidGrant(VoidRequest.of(grant));
        var today = LocalDate.now(ZoneOffset.UTC);
        account.balanceAt(Instant.now());
        account.grants();
        account.holds();
        account.transactions(null, 10);
        account.usage(today, today.plusDays(1));
        account.spentOn(today);
        account.receipt("one");

        var verifier = new LedgerVerifier(application());
        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(Answer.to(
                                "verify",
                                "--database-url",
                                postgres().url() + (postgres().url().contains("?") ? "&" : "?") + "password="
                                        + PASSWORD,
                                "--database-user",
                                "spike_reader")
                        .status())
                .isZero();
    }

    @Test
    @Order(3)
    void settings_are_chosen_as_the_application() {
        var buyer = PostgresBilling.on(application(), engine(application()).build())
                .catalogue(Catalogue.empty())
                .build()
                .of(user);
        var settings = new BillableSettings("Ann", null, "lt", null, Map.of("credits", 5L), null);

        buyer.changeSettings(BillableSettings.none());
        buyer.changeSettings(settings);

        assertThat(buyer.settings()).isEqualTo(settings);
    }

    @Test
    @Order(4)
    void the_alerts_are_silent_when_all_is_well_and_the_reader_may_run_them() throws IOException, SQLException {
        assertThat(alerts()).hasSize(10);
        for (var alert : alerts()) {
            assertThat(rows(as("spike_reader"), alert)).as(alert).isEmpty();
        }
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(
            strings = {
                "CREATE TABLE spike.mine (id int)",
                "DROP TABLE spike_credit_receipts",
                "ALTER TABLE spike_credit_transactions DISABLE TRIGGER spike_credit_transactions_check",
                "ALTER TABLE spike_credit_grants DROP CONSTRAINT spike_credit_grants_remaining",
                "CREATE INDEX mine ON spike_credit_accounts (available)",
                "TRUNCATE spike_credit_receipts",
                "DELETE FROM spike_credit_accounts",
                "DELETE FROM spike_credit_transactions",
                "DELETE FROM spike_credit_grants",
                "DELETE FROM spike_credit_receipts",
                "DELETE FROM spike_credit_holds",
                "DELETE FROM spike_credit_reversals",
                "DELETE FROM spike_orders",
                "DELETE FROM spike_provide_history",
                "DELETE FROM spike_inbox",
                "UPDATE spike_credit_receipts SET amount = 0",
                "UPDATE spike_credit_receipts_kept SET since = 'infinity'",
                "UPDATE spike_credit_transactions SET expires_at = NULL",
                "UPDATE spike_credit_transactions SET account_id = 1",
                "UPDATE spike_order_lines SET quantity = 1",
                "SELECT setval('spike_credit_transactions_id_seq', 1)",
                "SELECT spike_drop_receipts('2100-01-01')",
                "INSERT INTO spike_ledger_history (installed_rank) VALUES (99)"
            })
    void the_application_is_refused(String sql) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(application(), sql))
                .returns("42501", SQLException::getSQLState);
    }

    @Test
    @Order(6)
    void to_maintain_and_to_migrate_is_the_owner_s() {
        InstantSource inHalfAYear = () -> Instant.now().plus(Duration.ofDays(180));

        assertThatThrownBy(
                        () -> engine(application()).clock(inHalfAYear).build().maintain())
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll("42501", "the role lacks a right on the ledger's tables");
        assertThat(engine(application()).build().of(user).balance().available()).isPositive();
        assertThatThrownBy(() -> LedgerSchema.migrate(application())).hasMessageContaining("permission denied");

        engine(as("spike_owner")).clock(inHalfAYear).build().maintain();

        var later = engine(application()).clock(inHalfAYear).build().of(user);
        assertThat(later.trySpend(SpendRequest.of(1).withKey("later"))).isInstanceOf(Spent.class);
        assertThat(later.receipt("later")).isPresent();
        LedgerSchema.migrate(as("spike_owner"));
    }

    @Test
    @Order(7)
    void the_application_may_maintain_where_the_owner_lets_it_and_a_stranger_may_not()
            throws IOException, SQLException {
        run(as("spike_owner"), only("sql: RolesTest, as the owner, to let the application maintain"));
        InstantSource inAYear = () -> Instant.now().plus(Duration.ofDays(365));

        engine(application()).clock(inAYear).build().maintain();

        var month = inAYear.instant().atOffset(ZoneOffset.UTC);
        var partition = "spike_credit_receipts_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        assertThat(rows(as("spike_reader"), "SELECT tableowner FROM pg_tables WHERE tablename = '" + partition + "'"))
                .containsExactly("spike_owner");
        assertThatThrownBy(() -> run(application(), "DELETE FROM spike." + partition))
                .hasMessageContaining("permission denied");
        var later = engine(application()).clock(inAYear).build().of(user);
        assertThat(later.trySpend(SpendRequest.of(1).withKey("in a year"))).isInstanceOf(Spent.class);
        assertThatThrownBy(() -> run(as("stranger"), "SELECT spike.spike_drop_receipts('2100-01-01')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    @Order(8)
    void the_reader_reads_everything_and_writes_nothing() throws IOException, SQLException {
        assertThat(Dump.of(as("spike_reader")).tables()).hasSizeGreaterThan(30);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(as("spike_reader"), "UPDATE spike_credit_accounts SET available = 1"))
                .returns("42501", SQLException::getSQLState);
        assertThatThrownBy(() -> engine(as("spike_reader")).build().of(user).add(1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("42501");
    }

    @ParameterizedTest
    @Order(9)
    @ValueSource(
            strings = {
                "INSERT INTO spike_due (billable_type, billable_id, what, due_at, next_attempt_at)"
                        + " VALUES ('user', 'late', 'plan', now() - interval '1 hour', now() - interval '1 hour')",
                "INSERT INTO spike_inbox (provider, event_id, type, received_at, next_attempt_at)"
                        + " VALUES ('local', 'unworked', 'x', now() - interval '1 hour', now())",
                "INSERT INTO spike_inbox (provider, event_id, type, received_at, state, cause, unsettled_since,"
                        + " next_attempt_at) VALUES ('local', 'failed', 'x', now(), 'failed', 'x',"
                        + " now() - interval '1 hour', now())",
                "INSERT INTO spike_provide_history (billable_type, billable_id, source, position, period, kind, terms,"
                        + " quantity, attempts, failed_at, cause, next_attempt_at)"
                        + " VALUES ('user', '42', 'order', '1.1', '-', 'seats', '{}', 1, 1, now(), 'x', now())",
                "INSERT INTO spike_take_backs (billable_type, billable_id, source, position, kind, returned_minor,"
                        + " attempts, failed_at, cause, next_attempt_at)"
                        + " VALUES ('user', '42', 'order', '1.1', 'seats', 1, 1, now(), 'x', now())",
                "UPDATE spike_credit_accounts SET available = available + 1"
                        + " WHERE billable_id = '42' AND credit_type = 'sms'",
            })
    void an_alert_is_raised_by(String damage) throws IOException, SQLException {
        int before = raised();

        run(as("spike_owner"), damage);

        assertThat(raised()).isEqualTo(before + 1);
    }

    @Test
    @Order(10)
    void an_alert_is_raised_when_a_month_is_missing() throws IOException, SQLException {
        int before = raised();
        var month = LocalDate.now(ZoneOffset.UTC).plusMonths(1);

        run(
                as("spike_owner"),
                "DROP TABLE spike_credit_receipts_%d_%02d".formatted(month.getYear(), month.getMonthValue()));

        assertThat(raised()).isEqualTo(before + 1);
    }

    private static int raised() throws IOException, SQLException {
        int raised = 0;
        for (var alert : alerts()) {
            raised += rows(as("spike_reader"), alert).size();
        }
        return raised;
    }
}
