package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.AllSpent;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page on transactions shows is what runs, and what it says of savepoints and deadlocks is so. */
@Timeout(60)
class TransactionsPageTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path PAGE = Path.of("../docs/transactions.md");
    private static final Path HERE = Path.of("src/test/java/dev/spike/testkit/contract/TransactionsPageTest.java");

    private final PostgresCredits credits = Engines.on(DATABASE.dataSource(), Setup.standard());
    private final DataSource dataSource = DATABASE.dataSource();
    private final HostStore host = new HostStore();
    private final Billable user = LedgerUnderTest.somebody();
    private final Billable team = LedgerUnderTest.somebody();

    @BeforeAll
    static void createTheTableOfTheHost() {
        DATABASE.run(HostStore.CREATE);
    }

    private long available(Billable owner) {
        return credits.of(owner).balance().available();
    }

    @Test
    void every_java_of_the_page_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(HERE);
        var inMethods = here.replaceAll("(?m)^        ", "");
        var methods = here.replaceAll("(?m)^    ", "");
        var shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(4).allMatch(block -> inMethods.contains(block) || methods.contains(block));
    }

    @Test
    void the_page_tells_of_every_state_that_the_engine_has_advice_for() throws IOException {
        var advice = Pattern.compile("\"([0-9A-Z]{5})\"")
                .matcher(Files.readString(Path.of("../ledger/src/main/java/dev/spike/ledger/postgres/Faults.java")))
                .results()
                .map(state -> "`" + state.group(1) + "`")
                .toList();

        assertThat(advice).hasSizeGreaterThan(8);
        assertThat(Files.readString(PAGE)).contains(advice);
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Repeats the whole transaction where PostgreSQL has ended it so that another could go on. */
    static <T> T inTransaction(DataSource dataSource, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    T result = work.on(connection);
                    connection.commit();
                    return result;
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    if (attempt == 5 || !isWorthRepeating(e)) {
                        throw e;
                    }
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(100_000_000)); // the other goes first
        }
    }

    static boolean isWorthRepeating(Exception e) {
        Throwable refusal = e instanceof LedgerUnavailableException ? e.getCause() : e;
        return refusal instanceof SQLException refused
                && List.of("40P01", "40001").contains(String.valueOf(refused.getSQLState()));
    }

    private Callable<Integer> spendingOneByOne(CyclicBarrier bothBegan, Billable first, Billable second) {
        var attempts = new AtomicInteger();
        return () -> inTransaction(dataSource, connection -> {
            JoinedCredits joined = credits.joining(connection);
            joined.of(first).spend(10);
            if (attempts.incrementAndGet() == 1) {
                await(bothBegan);
            }
            joined.of(second).spend(10);
            return attempts.get();
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_two_hosts_in_opposite_order_one_is_ended_and_its_repetition_succeeds() throws Exception {
        credits.of(user).add(100);
        credits.of(team).add(100);
        var bothBegan = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var one = threads.submit(spendingOneByOne(bothBegan, user, team));
            var other = threads.submit(spendingOneByOne(bothBegan, team, user));

            assertThat(one.get() + other.get()).as("attempts of both").isGreaterThan(2);
        } finally {
            threads.shutdownNow();
        }
        assertThat(List.of(available(user), available(team))).containsExactly(80L, 80L);
    }

    @Test
    void another_error_is_not_repeated() {
        var attempts = new AtomicInteger();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> inTransaction(dataSource, connection -> {
                    attempts.incrementAndGet();
                    host.fail(connection);
                    return attempts;
                }));

        assertThat(attempts).hasValue(1);
    }

    @Test
    void both_are_spent_of_at_once() throws SQLException {
        credits.of(user, "sms").add(10);
        credits.of(team, "credits").add(5);

        assertThat(spendOfBoth(credits, "message-17")).isInstanceOf(AllSpent.class);

        assertThat(host.isThere(dataSource, "message-17")).isTrue();
        assertThat(available(team)).isZero();
    }

    private SpendAllResult spendOfBoth(Credits credits, String message) throws SQLException {
        SpendAllRequest both =
                SpendAllRequest.of(user, "sms", 10).and(team, "credits", 5).withKey(message);
        SpendAllResult result = inTransaction(dataSource, connection -> {
            host.insert(connection, message);
            return credits.joining(connection).trySpendAll(both);
        });
        return result;
    }

    @Test
    void a_rollback_to_a_savepoint_gives_back_what_was_spent_since_and_keeps_the_rest() throws SQLException {
        credits.of(user).add(20);

        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            CreditAccount account = credits.joining(connection).of(user);
            spendTwice(connection, account);
            connection.commit();
        }

        assertThat(available(user)).isEqualTo(15);
        assertThat(credits.of(user).receipt("image")).isEmpty();
    }

    private static void spendTwice(Connection connection, CreditAccount account) throws SQLException {
        account.spend(5);
        Savepoint beforeTheImage = connection.setSavepoint();
        account.spend(SpendRequest.of(10).withKey("image"));
        connection.rollback(beforeTheImage);
    }

    @Test
    void a_savepoint_survives_what_postgresql_refused_after_it() throws SQLException {
        credits.of(user).add(20);
        credits.of(team).add(20);

        try (var holder = dataSource.getConnection();
                var connection = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            connection.setAutoCommit(false);
            credits.joining(holder).of(team).spend(1);
            host.giveUpOnLocksAtOnce(connection);
            var joined = credits.joining(connection);
            joined.of(user).spend(5);

            assertThat(spendOfTheTeamIfItIsFree(connection, joined)).isFalse();

            assertThat(joined.of(user).trySpend(5)).isInstanceOf(Spent.class);
            connection.commit();
            holder.rollback();
        }
        assertThat(List.of(available(user), available(team))).containsExactly(10L, 20L);
    }

    private boolean spendOfTheTeamIfItIsFree(Connection connection, Credits joined) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            joined.of(team).spend(5);
            return true;
        } catch (LedgerUnavailableException e) {
            connection.rollback(savepoint); // the rest of the transaction goes on
            return false;
        }
    }
}
