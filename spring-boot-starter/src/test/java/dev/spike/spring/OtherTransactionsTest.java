package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.Billable;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.SpendAllRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which transaction credits belong to where it is not plain: inside one of another database, after the commit, and where the
 * commit's answer was lost. What is told and what is remembered of balances follows what was committed.
 */
class OtherTransactionsTest {

    private static final TestDatabase ORDERS = Contexts.emptyDatabase();
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean LOSES_ANSWER = new AtomicBoolean();

    private static Application app;

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        @EventListener
        void hear(BalanceUpdated event) {
            HEARD.add(event.billable().billableId() + " has " + event.balance().available());
        }

        @Bean
        static BeanPostProcessor losing() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource pool ? new Losing(pool) : bean;
                }
            };
        }
    }

    /** Where it is asked for, a commit arrives and its answer does not. */
    private static final class Losing extends DelegatingDataSource {

        Losing(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Losing.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            var result = method.invoke(connection, arguments);
                            if (method.getName().equals("commit") && LOSES_ANSWER.compareAndSet(true, false)) {
                                throw new SQLException("The answer was lost.", "08006");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @BeforeAll
    static void start() {
        app = Application.withJdbc(List.of(Listening.class), "spike.cache.enabled=true", "spike.cache.age=1h");
    }

    @AfterAll
    static void stop() {
        app.close();
        ORDERS.close();
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    /** Their balance is remembered. */
    private static Billable userWith(long credits) {
        var user = app.userWith(credits);
        app.available(user);
        HEARD.clear();
        return user;
    }

    private static TransactionTemplate onOrders() {
        return new TransactionTemplate(new JdbcTransactionManager(ORDERS.dataSource()));
    }

    private static void spend(Billable user, long amount) {
        app.credits().of(user).spend(amount);
    }

    /** As the rows say. */
    private static @Nullable Long stored(Billable user) {
        return app.jdbc()
                .queryForObject(
                        "SELECT sum(credits)::bigint FROM spike_credit_transactions WHERE billable_id = ?",
                        Long.class,
                        user.billableId());
    }

    private static void assertHas(Billable user, long credits) {
        assertThat(stored(user)).isEqualTo(credits);
        assertThat(app.available(user)).isEqualTo(credits);
    }

    @Test
    void inside_one_of_another_database_they_are_rolled_back_with_the_one_around_it() {
        var user = userWith(100);

        app.transaction().executeWithoutResult(around -> {
            onOrders().executeWithoutResult(inside -> spend(user, 10));
            around.setRollbackOnly();
        });

        assertThat(HEARD).isEmpty();
        assertHas(user, 100);
    }

    @Test
    void inside_one_of_another_database_they_stand_with_the_one_around_it() {
        var user = userWith(100);

        app.transaction().executeWithoutResult(around -> {
            onOrders().executeWithoutResult(inside -> {
                spend(user, 10);
                inside.setRollbackOnly();
            });
            assertThat(HEARD).isEmpty();
        });

        assertThat(HEARD).containsExactly(user.billableId() + " has 90");
        assertHas(user, 90);
    }

    @Test
    void inside_one_of_another_database_others_see_what_was_before_until_the_one_around_it_is_committed()
            throws Exception {
        var user = userWith(100);
        var others = Executors.newSingleThreadExecutor();
        try {
            app.transaction().executeWithoutResult(around -> {
                onOrders().executeWithoutResult(inside -> spend(user, 10));
                assertThat(CompletableFuture.supplyAsync(() -> app.available(user), others)
                                .join())
                        .isEqualTo(100);
            });
        } finally {
            others.shutdown();
        }

        assertHas(user, 90);
    }

    @Test
    void inside_one_of_another_database_whoever_was_charged_before_can_be_charged_again() {
        var user = userWith(100);

        app.transaction().executeWithoutResult(around -> {
            spend(user, 1);
            onOrders().executeWithoutResult(inside -> spend(user, 10));
            spend(user, 2);
        });

        assertThat(HEARD).hasSize(3);
        assertHas(user, 87);
    }

    @Test
    void inside_a_reading_one_of_another_database_they_are_spent_where_the_one_around_it_may_write() {
        var user = userWith(100);
        var reading = onOrders();
        reading.setReadOnly(true);

        app.transaction().executeWithoutResult(around -> reading.executeWithoutResult(inside -> spend(user, 10)));

        assertHas(user, 90);
    }

    @Test
    void inside_one_of_another_database_they_are_refused_where_the_one_around_it_only_reads() {
        var user = userWith(100);

        app.readOnly().executeWithoutResult(around -> onOrders()
                .executeWithoutResult(inside -> assertThatIllegalStateException()
                        .isThrownBy(() -> spend(user, 10))
                        .withMessageContaining("read-only")));

        assertHas(user, 100);
    }

    @Test
    void around_one_of_their_own_another_database_s_has_no_part_in_it() {
        var user = userWith(100);

        onOrders().executeWithoutResult(around -> {
            spend(user, 1);
            app.transaction().executeWithoutResult(inside -> spend(user, 10));
            around.setRollbackOnly();
        });

        assertThat(HEARD).hasSize(2);
        assertHas(user, 89);
    }

    @Test
    void used_first_after_the_commit_they_are_a_transaction_of_their_own() {
        var user = userWith(100);

        app.transaction().executeWithoutResult(status -> afterCommit(() -> spend(user, 10)));

        assertThat(HEARD).containsExactly(user.billableId() + " has 90");
        assertHas(user, 90);
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    @Test
    void used_first_after_the_commit_they_are_kept_also_where_the_pool_commits_nothing_by_itself() {
        try (var other = Application.withJdbc(List.of(), "spring.datasource.hikari.auto-commit=false")) {
            var user = other.userWith(100);

            other.transaction()
                    .executeWithoutResult(
                            status -> afterCommit(() -> other.credits().of(user).spend(10)));

            assertThat(other.available(user)).isEqualTo(90);
        }
    }

    @Test
    void who_is_forgotten_in_a_transaction_is_not_remembered_after_it() {
        var user = userWith(100);

        app.transaction().executeWithoutResult(status -> app.credits().forget(user));

        assertThat(app.available(user)).isZero();
    }

    @Test
    void in_a_transaction_with_time_left_all_is_as_in_any_other() {
        var user = userWith(100);
        var other = userWith(50);
        var limited = app.transaction();
        limited.setTimeout(60);

        limited.executeWithoutResult(status -> {
            var account = app.credits().of(user);
            account.add(7);
            account.spend(105);
            var hold = account.hold(HoldRequest.of(2)).hold();
            app.credits().spendAll(SpendAllRequest.of(other, "credits", 50));
            account.release(hold);
        });

        assertHas(user, 2);
        assertHas(other, 0);
    }

    @Test
    void the_time_of_a_transaction_limits_their_waits_too() throws Exception {
        var user = userWith(100);
        var locked = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var others = Executors.newSingleThreadExecutor();
        try {
            var other = CompletableFuture.runAsync(
                    () -> app.transaction().executeWithoutResult(status -> {
                        spend(user, 1);
                        locked.countDown();
                        awaitEnd(over);
                    }),
                    others);
            locked.await();
            var limited = app.transaction();
            limited.setTimeout(1);

            assertThatExceptionOfType(LedgerUnavailableException.class)
                    .isThrownBy(() -> limited.executeWithoutResult(status -> spend(user, 10)))
                    .withMessageContaining("57014");
            assertThat(other).isNotDone();
            over.countDown();
            other.join();
        } finally {
            over.countDown();
            others.shutdown();
        }

        assertHas(user, 99);
    }

    private static void awaitEnd(CountDownLatch over) {
        try {
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_remembered_away() {
        var user = userWith(100);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> app.transaction().executeWithoutResult(status -> {
                    spend(user, 10);
                    LOSES_ANSWER.set(true);
                }));

        assertThat(HEARD).isEmpty();
        assertHas(user, 90);
    }
}
