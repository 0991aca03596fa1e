package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.transaction.TransactionDefinition.ISOLATION_SERIALIZABLE;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_SUPPORTS;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Declined;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.SpendAllRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Credits in the transactions of an application that uses JDBC. */
class TransactionTest {

    /** The common pool has a single thread on two cores. */
    private static final Executor THREADS = task -> new Thread(task).start();

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(List.of());
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_rollback_of_the_application_gives_the_credits_back() {
        var user = app.userWith(100);

        assertThatThrownBy(() -> app.transaction().executeWithoutResult(status -> {
                    app.write("rolled back");
                    user.credits().spend(10);
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);

        assertThat(app.available(user)).isEqualTo(100);
        assertThat(app.messages("rolled back")).isZero();
    }

    @Test
    void a_commit_makes_both_durable() {
        var user = app.userWith(100);

        app.transaction().executeWithoutResult(status -> {
            app.write("committed");
            user.credits().spend(10);
            assertThat(app.available(user)).as("seen inside").isEqualTo(90);
            assertThat(seenByAnother(user)).as("seen outside").isEqualTo(100);
        });

        assertThat(app.available(user)).isEqualTo(90);
        assertThat(app.messages("committed")).isEqualTo(1);
    }

    private static long seenByAnother(Billable user) {
        return CompletableFuture.supplyAsync(() -> app.available(user)).join();
    }

    @Test
    void a_declined_spend_leaves_the_transaction_usable() {
        var user = app.userWith(5);

        app.transaction().executeWithoutResult(status -> {
            assertThat(user.credits().trySpend(10)).isInstanceOf(Declined.class);
            app.write("after a decline");
            user.credits().spend(3);
        });

        assertThat(app.available(user)).isEqualTo(2);
        assertThat(app.messages("after a decline")).isEqualTo(1);
    }

    @Test
    void an_account_that_was_taken_before_the_transaction_joins_it() {
        var user = app.userWith(100);
        var account = user.credits();

        app.transaction().executeWithoutResult(status -> {
            account.spend(10);
            status.setRollbackOnly();
        });

        assertThat(account.balance().available()).isEqualTo(100);
    }

    @Test
    void a_spend_of_several_accounts_joins() {
        var one = app.userWith(100);
        var other = app.userWith(100);

        app.transaction().executeWithoutResult(status -> {
            app.credits().spendAll(SpendAllRequest.of(one, "credits", 10).and(other, "credits", 20));
            status.setRollbackOnly();
        });

        assertThat(app.available(one)).isEqualTo(100);
        assertThat(app.available(other)).isEqualTo(100);
    }

    @Test
    void without_a_transaction_each_verb_is_one_of_its_own() {
        var user = app.userWith(100);

        user.credits().spend(10);

        assertThat(seenByAnother(user)).isEqualTo(90);
    }

    @Test
    void a_nested_rollback_gives_back_what_was_spent_since_its_savepoint() {
        var user = app.userWith(100);

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            app.transaction(PROPAGATION_NESTED).executeWithoutResult(nested -> {
                user.credits().spend(20);
                nested.setRollbackOnly();
            });
            user.credits().spend(5);
        });

        assertThat(app.available(user)).isEqualTo(85);
    }

    @Test
    void a_new_transaction_stands_whatever_becomes_of_the_one_around_it() {
        var user = app.userWith(100);
        var other = app.userWith(100);

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            app.transaction(PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> other.credits().spend(20));
            outer.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(100);
        assertThat(app.available(other)).isEqualTo(80);
    }

    @Test
    void after_a_new_transaction_the_one_around_it_is_joined_again() {
        var user = app.userWith(100);
        var other = app.userWith(100);

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            app.transaction(PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> other.credits().spend(20));
            user.credits().spend(10);
            outer.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(100);
    }

    @Test
    void who_would_wait_for_a_transaction_that_is_suspended_is_told_instead() {
        var user = app.userWith(100);

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            for (int propagation : List.of(PROPAGATION_REQUIRES_NEW, PROPAGATION_NOT_SUPPORTED)) {
                app.transaction(propagation).executeWithoutResult(inner -> {
                    assertThatThrownBy(() -> user.credits().spend(20))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("would wait for ever");
                    assertThat(app.available(user)).as("as it is committed").isEqualTo(100);
                });
            }
        });

        assertThat(app.available(user)).isEqualTo(90);
        user.credits().spend(20);
        assertThat(app.available(user)).isEqualTo(70);
    }

    @Test
    void a_transaction_that_may_not_write_reads() {
        var user = app.userWith(100);

        long seen = app.readOnly().execute(status -> {
            assertThat(user.credits().canSpend(100)).isTrue();
            return user.credits().balance().available();
        });

        assertThat(seen).isEqualTo(100);
    }

    @Test
    void a_transaction_that_may_not_write_refuses_to_spend_and_goes_on() {
        var user = app.userWith(100);

        app.readOnly().executeWithoutResult(status -> {
            assertThatThrownBy(() -> user.credits().spend(10))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The transaction is read-only, so credits cannot be changed in it: use one that may"
                            + " write, @Transactional without readOnly. Nothing moved.");
            assertThat(app.available(user)).isEqualTo(100);
            assertThat(app.messages("none")).isZero();
        });
    }

    @Test
    void a_scope_without_a_transaction_is_none() {
        var user = app.userWith(100);

        app.transaction(PROPAGATION_SUPPORTS).executeWithoutResult(status -> {
            app.messages("a connection is bound now");
            user.credits().spend(10);
            status.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(90);
    }

    @Test
    void no_second_connection_is_taken_inside() throws SQLException {
        var user = app.userWith(100);
        int others = app.pool().getMaximumPoolSize() - 1;

        var taken = new java.util.ArrayList<java.sql.Connection>();
        try {
            for (int i = 0; i < others; i++) {
                taken.add(app.pool().getConnection());
            }
            app.transaction().executeWithoutResult(status -> {
                user.credits().spend(10);
                user.credits().add(1);
                assertThat(user.credits().balance().available()).isEqualTo(91);
                assertThat(user.credits().grants()).hasSize(2);
                assertThat(user.credits().receipt("none")).isEmpty();
            });
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }

        assertThat(app.available(user)).isEqualTo(91);
    }

    @Test
    void who_takes_connections_from_a_proxy_that_knows_transactions_sees_the_same_one() {
        var user = app.userWith(100);
        var proxy = new TransactionAwareDataSourceProxy(app.pool());

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            try (var connection = proxy.getConnection();
                    var statement = connection.prepareStatement("INSERT INTO messages (body) VALUES ('by proxy')")) {
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            status.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(100);
        assertThat(app.messages("by proxy")).isZero();
    }

    @Test
    void above_read_committed_a_conflict_is_named_and_not_repeated() {
        var user = app.userWith(100);
        var serializable = app.transaction();
        serializable.setIsolationLevel(ISOLATION_SERIALIZABLE);

        assertThatThrownBy(() -> serializable.executeWithoutResult(status -> {
                    app.available(user);
                    CompletableFuture.runAsync(() -> user.credits().spend(1)).join();
                    user.credits().spend(10);
                }))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("SQLSTATE 40001")
                .hasMessageContaining("isolation level is above READ COMMITTED");

        assertThat(app.available(user)).isEqualTo(99);
    }

    @Test
    void two_that_take_accounts_in_opposite_orders_deadlock_and_one_is_told() {
        var one = app.userWith(100);
        var other = app.userWith(100);
        var barrier = new CyclicBarrier(2);

        var first = CompletableFuture.supplyAsync(() -> spendInTurn(one, other, barrier), THREADS);
        var second = CompletableFuture.supplyAsync(() -> spendInTurn(other, one, barrier), THREADS);

        assertThat(List.of(first.join(), second.join()))
                .containsOnlyOnce("both")
                .filteredOn(told -> !told.equals("both"))
                .singleElement()
                .asString()
                .contains("SQLSTATE 40P01")
                .contains("spendAll");
        assertThat(app.available(one) + app.available(other)).isEqualTo(180);
    }

    private static String spendInTurn(Billable one, Billable other, CyclicBarrier barrier) {
        try {
            app.transaction().executeWithoutResult(status -> {
                one.credits().spend(10);
                await(barrier);
                other.credits().spend(10);
            });
            return "both";
        } catch (LedgerUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_spent_after_the_commit_is_a_transaction_of_its_own() {
        var user = app.userWith(100);

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    user.credits().spend(20);
                }

                @Override
                public void afterCompletion(int outcome) {
                    user.credits().spend(30);
                }
            });
        });

        assertThat(app.available(user)).isEqualTo(40);
    }
}
