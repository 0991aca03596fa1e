package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connections of a host credits join, what they say of the others, and that they leave nothing behind on any. */
class HostConnectionTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final Billable user = LedgerUnderTest.somebody();
    private final PostgresCredits credits = Engines.on(DATABASE.dataSource(), Setup.standard());
    private final HostStore host = new HostStore();

    private final Connection connection;

    HostConnectionTest() throws SQLException {
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
    void a_connection_in_auto_commit_mode_is_refused() throws SQLException {
        connection.setAutoCommit(true);

        for (var request : List.<Consumer<CreditAccount>>of(on -> on.spend(5), on -> on.add(5), on -> on.remove(5))) {
            assertThatThrownBy(() -> request.accept(joined()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The connection to join is in auto-commit mode, so there is no transaction to join:"
                            + " call setAutoCommit(false) first, or use the credits without joining.");
        }
        assertThat(available()).isEqualTo(20);
    }

    @Test
    void a_transaction_that_may_only_read_is_refused_by_name() throws SQLException {
        connection.setReadOnly(true);
        assertThat(joined().balance().available()).isEqualTo(20);

        assertThatThrownBy(() -> joined().spend(5))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll("25006", "read-only", "use one that may write");
        connection.rollback();
        connection.setReadOnly(false);
        assertThat(available()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void a_conflict_above_read_committed_is_refused_by_name(int isolation) throws SQLException {
        connection.setTransactionIsolation(isolation);
        assertThat(joined().balance().available()).isEqualTo(20);
        credits.of(user).spend(1);

        assertThatThrownBy(() -> joined().spend(5))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContainingAll("40001", "above READ COMMITTED", "repeat the transaction");
        connection.rollback();
        assertThat(joined().trySpend(5)).isInstanceOf(Spent.class);
        connection.commit();
        assertThat(available()).isEqualTo(14);
    }

    @Test
    void an_account_held_by_another_transaction_is_refused_by_name_after_lock_timeout() throws SQLException {
        joined().spend(1);
        try (var other = DATABASE.dataSource().getConnection()) {
            other.setAutoCommit(false);
            host.giveUpOnLocksAtOnce(other);

            assertThatThrownBy(() -> credits.joining(other).of(user).spend(1))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContainingAll("55P03", "lock_timeout");
            other.rollback();
        }
        connection.commit();
        assertThat(available()).isEqualTo(19);
    }

    @ParameterizedTest(name = "from {0} grants")
    @ValueSource(ints = {1, 2})
    void who_waits_for_another_s_transaction_decides_on_what_it_left(int grants) throws Exception { // D25
        for (int more = 1; more < grants; more++) {
            credits.of(user).add(20);
        }
        long all = 20L * grants;
        joined().spend(all);
        var waiting = CompletableFuture.supplyAsync(() -> credits.of(user).trySpend(all));
        while (!host.isAwaited(connection) && !waiting.isDone()) {
            Thread.onSpinWait();
        }

        connection.commit();

        assertThat(waiting.get()).isInstanceOf(Declined.class);
        assertThat(available()).isZero();
        assertThat(credits.of(user).spentOn(LocalDate.ofInstant(LedgerUnderTest.START, ZoneOffset.UTC)))
                .isEqualTo(all);
    }

    @Test
    void two_transactions_on_two_accounts_do_not_wait_for_each_other() throws SQLException {
        joined().spend(1);
        try (var other = DATABASE.dataSource().getConnection()) {
            other.setAutoCommit(false);
            host.giveUpOnLocksAtOnce(other);
            var another = credits.joining(other).of(LedgerUnderTest.somebody());

            another.add(5);
            another.spend(5);

            other.commit();
        }
        connection.commit();
        assertThat(available()).isEqualTo(19);
    }

    @Test
    void nothing_is_left_set_on_the_connection() throws SQLException {
        var settings = host.settings(connection);
        var holdability = connection.getHoldability();

        joined().add(10);
        joined().spend(25);
        joined().trySpend(1000);
        joined().remove(1);
        joined().grants();

        assertThat(host.settings(connection)).isEqualTo(settings);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(connection.getHoldability()).isEqualTo(holdability);
        connection.rollback();
        assertThat(available()).isEqualTo(20);
    }

    @Test
    void credits_that_have_joined_join_no_other_transaction() {
        assertThatThrownBy(() -> credits.joining(connection).joining(connection))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("join from the engine itself");
    }
}
