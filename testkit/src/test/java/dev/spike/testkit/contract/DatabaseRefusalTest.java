package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when PostgreSQL gives up waiting or will not go on; {@link HostConnectionTest} has more of it. */
@Timeout(60)
class DatabaseRefusalTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Billable user = LedgerUnderTest.somebody();
    private final PostgresCredits credits = Engines.on(DATABASE.dataSource(), Setup.standard());
    private final HostStore host = new HostStore();

    private final Connection connection;

    DatabaseRefusalTest() throws SQLException {
        connection = DATABASE.dataSource().getConnection();
    }

    @BeforeEach
    void beginWithTwentyCredits() throws SQLException {
        credits.of(user).add(20);
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private CreditAccount joined() {
        return credits.joining(connection).of(user);
    }

    private long available() {
        return credits.of(user).balance().available();
    }

    @Test
    void a_host_that_waits_for_longer_than_statement_timeout_is_told_so() throws SQLException {
        joined().spend(1);
        try (var other = DATABASE.dataSource().getConnection()) {
            other.setAutoCommit(false);
            host.giveUpOnStatementsSoon(other);

            assertThatThrownBy(() -> credits.joining(other).of(user).spend(1))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContainingAll("57014", "statement_timeout", "holds the account");
            other.rollback();
        }
        connection.commit();
        assertThat(available()).isEqualTo(19);
    }

    @Test
    void a_host_that_fell_asleep_loses_its_transaction_and_the_account_is_free_again() throws SQLException {
        host.endWhenIdle(connection);
        joined().spend(15);

        assertThat(credits.of(user).trySpend(20)).isInstanceOf(Spent.class); // after it has waited for that end

        assertThatThrownBy(() -> joined().spend(1))
                .isInstanceOf(LedgerUnavailableException.class)
                .message()
                .containsPattern(
                        "25P03.*idle_in_transaction_session_timeout.*begin it anew|08006"); // a connection's end
        assertThat(available()).isZero();
    }

    @Test
    void a_host_whose_own_statement_failed_is_told_that_its_transaction_is_over() throws SQLException {
        assertThatThrownBy(() -> host.fail(connection)).isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> joined().spend(1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll("25P02", "an error before this one", "roll it back");
        connection.rollback();
        assertThat(joined().trySpend(1)).isInstanceOf(Spent.class);
        connection.commit();
        assertThat(available()).isEqualTo(19);
    }

    @Test
    void a_spend_of_its_own_gives_up_after_lock_timeout_and_moves_nothing() throws SQLException {
        joined().spend(1);
        try (var pool = DATABASE.pool(1)) {
            try (var only = pool.getConnection()) {
                host.giveUpOnLocksFromNowOn(only);
            }
            var impatient = Engines.on(pool, Setup.standard()).of(user);

            assertThatThrownBy(() -> impatient.spend(1))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContainingAll("55P03", "lock_timeout", "Nothing moved");
            assertThat(impatient.balance().available()).isEqualTo(20); // who reads waits for nobody
            connection.commit();
            assertThat(impatient.trySpend(1)).isInstanceOf(Spent.class);
        }
        assertThat(available()).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE"})
    void a_spend_of_its_own_on_a_pool_above_read_committed_is_repeated_when_refused(String isolation) throws Exception {
        joined().spend(1);
        try (var pool = above(isolation)) {
            var elsewhere = Engines.on(pool, Setup.standard()).of(user);
            var waiting = CompletableFuture.supplyAsync(() -> elsewhere.trySpend(1));
            while (!host.isAwaited(connection) && !waiting.isDone()) {
                Thread.onSpinWait();
            }

            connection.commit();

            assertThat(waiting.get()).isInstanceOf(Spent.class);
        }
        assertThat(available()).isEqualTo(18);
    }

    private static HikariDataSource above(String isolation) {
        var config = new HikariConfig();
        config.setDataSource(DATABASE.dataSource());
        config.setTransactionIsolation(isolation);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }
}
