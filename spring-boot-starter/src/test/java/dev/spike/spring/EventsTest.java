package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What an application hears of its credits. */
class EventsTest {

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(
                List.of(Listening.class),
                "spike.subscriptions[0].id=free",
                "spike.subscriptions[0].free=true",
                "spike.subscriptions[0].provides-monthly[0].credits=50",
                "spike.provider=local",
                "spike.products[0].id=gift",
                "spike.products[0].price=0 USD",
                "spike.products[0].provides[0].credits=7");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void forget() {
        heard().clear();
    }

    private static List<String> heard() {
        return app.bean(Listeners.class).heard;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Listening {

        @Bean
        Listeners listeners(ObjectProvider<Credits> credits) {
            return new Listeners(credits);
        }

        @Bean
        BalanceListener balanceListener(Listeners listeners, Credits credits) {
            return event -> listeners.heard.add("bean " + event.balance().available());
        }
    }

    static class Listeners {

        final List<String> heard = new CopyOnWriteArrayList<>();
        private final ObjectProvider<Credits> credits;

        Listeners(ObjectProvider<Credits> credits) {
            this.credits = credits;
        }

        @EventListener
        @Order(1)
        void at(BalanceUpdated event) {
            heard.add("plain " + event.balance().available());
        }

        @TransactionalEventListener
        void afterCommit(BalanceUpdated event) {
            heard.add("after commit " + event.balance().available());
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void afterRollback(BalanceUpdated event) {
            heard.add("after rollback " + event.balance().available());
        }

        @EventListener
        @Order(2)
        void topUp(BalanceUpdated event) {
            if (event.billable().billableType().equals("topped-up")
                    && event.balance().available() < 45) {
                credits.getObject().of(event.billable()).add(100);
            }
        }

        @EventListener
        @Order(3)
        void fail(BalanceUpdated event) {
            if (event.billable().billableType().equals("unlucky")) {
                throw new IllegalStateException("this listener is broken on purpose");
            }
        }

        @EventListener
        void bought(BillingEvent event) {
            heard.add(event.getClass().getSimpleName());
        }

        @TransactionalEventListener
        void boughtAfterCommit(BillingEvent event) {
            heard.add("after commit " + event.getClass().getSimpleName());
        }
    }

    private static Billable welcomed(String type) {
        var user = Billable.of(type, Application.user().billableId());
        app.credits().of(user).balance();
        heard().clear();
        return user;
    }

    @Test
    void a_spend_on_its_own_is_heard_by_every_kind_of_listener() {
        var user = welcomed("user");

        user.credits().spend(10);

        assertThat(heard()).containsExactlyInAnyOrder("plain 40", "after commit 40", "bean 40");
    }

    @Test
    void a_spend_in_a_transaction_is_heard_after_its_commit_and_not_before() {
        var user = welcomed("user");

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            user.credits().spend(5);
            assertThat(heard()).isEmpty();
        });

        assertThat(heard())
                .containsExactly("plain 40", "bean 40", "plain 35", "bean 35", "after commit 40", "after commit 35");
    }

    @Test
    void what_was_rolled_back_is_heard_by_nobody() {
        var user = welcomed("user");

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            status.setRollbackOnly();
        });

        assertThat(heard()).isEmpty();
    }

    @Test
    void what_was_rolled_back_to_a_savepoint_is_heard_by_nobody() {
        var user = welcomed("user");

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            app.transaction(PROPAGATION_NESTED).executeWithoutResult(nested -> {
                user.credits().spend(20);
                nested.setRollbackOnly();
            });
            app.transaction(PROPAGATION_NESTED)
                    .executeWithoutResult(nested -> user.credits().spend(5));
        });

        assertThat(heard()).filteredOn(what -> what.startsWith("plain")).containsExactly("plain 40", "plain 35");
    }

    @Test
    void also_where_nothing_was_done_before_the_savepoint() {
        var user = welcomed("user");

        app.transaction().executeWithoutResult(outer -> {
            app.transaction(PROPAGATION_NESTED).executeWithoutResult(nested -> {
                user.credits().spend(20);
                nested.setRollbackOnly();
            });
            user.credits().spend(1);
        });

        assertThat(heard()).filteredOn(what -> what.startsWith("plain")).containsExactly("plain 49");
    }

    @Test
    void a_new_transaction_tells_at_its_own_commit() {
        var user = welcomed("user");
        var other = welcomed("user");

        app.transaction().executeWithoutResult(outer -> {
            user.credits().spend(10);
            app.transaction(PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> other.credits().spend(20));
            assertThat(heard()).containsExactly("plain 30", "bean 30", "after commit 30");
            outer.setRollbackOnly();
        });

        assertThat(heard()).hasSize(3);
    }

    @Test
    void a_listener_may_use_credits_after_the_commit_of_a_transaction() {
        var user = welcomed("topped-up");

        app.transaction().executeWithoutResult(status -> user.credits().spend(10));

        assertThat(app.available(user)).isEqualTo(140);
        assertThat(heard()).contains("plain 40", "plain 140", "after commit 40", "after commit 140");
    }

    @Test
    void a_listener_that_fails_changes_nothing() {
        var user = welcomed("unlucky");

        user.credits().spend(10);
        app.transaction().executeWithoutResult(status -> user.credits().spend(10));

        assertThat(app.available(user)).isEqualTo(30);
        assertThat(heard()).contains("bean 40", "bean 30");
    }

    @Test
    void what_billing_does_is_heard_too() {
        var user = welcomed("user");
        var buyer = app.bean(Billing.class).of(user);

        buyer.addToCart("gift", 1);
        var result =
                buyer.checkout(new Pages(URI.create("https://app.example/a"), URI.create("https://app.example/b")));

        assertThat(result).isInstanceOf(CheckoutResult.PaidAtOnce.class);
        assertThat(heard())
                .containsExactly(
                        "plain 57", "after commit 57", "bean 57", "ProductPurchased", "after commit ProductPurchased");
    }

    @Test
    void the_free_plan_that_a_transaction_brings_is_told_after_its_commit() {
        var user = Application.user();

        app.transaction().executeWithoutResult(status -> {
            assertThat(user.credits().balance().available()).isEqualTo(50);
            assertThat(heard()).isEmpty();
        });

        assertThat(heard()).contains("plain 50", "after commit 50");
    }
}
