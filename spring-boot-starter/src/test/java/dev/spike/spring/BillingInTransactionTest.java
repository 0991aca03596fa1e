package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Interval;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Billing in the transactions of an application: it decides in its own, and never waits for the one around it. */
class BillingInTransactionTest {

    private static final Pages PAGES =
            new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/cart"));

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(
                List.of(),
                "spike.provider=local",
                "spike.subscriptions[0].id=free",
                "spike.subscriptions[0].free=true",
                "spike.subscriptions[0].provides-monthly[0].credits=50",
                "spike.subscriptions[1].id=standard",
                "spike.subscriptions[1].price-monthly=10.00 USD",
                "spike.subscriptions[1].provides-monthly[0].credits=1000",
                "spike.products[0].id=gift",
                "spike.products[0].price=0 USD",
                "spike.products[0].provides[0].credits=7");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static Billing billing() {
        return app.bean(Billing.class);
    }

    private static Buyer buyer(Billable user) {
        return billing().of(user);
    }

    @Test
    void what_billing_does_stands_also_when_the_transaction_around_it_is_rolled_back() {
        var user = Application.user();

        app.transaction().executeWithoutResult(status -> {
            buyer(user).addToCart("gift", 1);
            assertThat(buyer(user).checkout(PAGES)).isInstanceOf(CheckoutResult.PaidAtOnce.class);
            status.setRollbackOnly();
        });

        assertThat(buyer(user).hasPurchased("gift")).isTrue();
        assertThat(app.available(user)).isEqualTo(57);
    }

    @Test
    void billing_is_asked_before_the_credits_are_used() {
        var user = Application.user();

        app.transaction().executeWithoutResult(status -> {
            assertThat(buyer(user).subscriber().isSubscribed()).isFalse();
            user.credits().spend(10);
        });

        assertThat(app.available(user)).isEqualTo(40);
    }

    @Test
    void whoever_would_wait_for_the_transaction_around_it_is_told_instead() {
        var user = Application.user();
        buyer(user).addToCart("gift", 1);

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            refused(() -> buyer(user).checkout(PAGES));
            refused(() -> buyer(user).subscriber().isSubscribed());
            refused(() -> buyer(user).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY));
            refused(() -> billing().runDue(InstantSource.system().instant(), 10));
            app.transaction(PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> refused(() -> buyer(user).checkout(PAGES)));
        });

        assertThat(app.available(user)).isEqualTo(40);
        assertThat(buyer(user).checkout(PAGES)).isInstanceOf(CheckoutResult.PaidAtOnce.class);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask billing before they are used, or after the commit");
    }

    @Test
    void what_waits_for_nobody_is_answered_also_afterwards() {
        var user = Application.user();
        var settings = new BillableSettings("Ann", null, "lt", null, Map.of(), 7);

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            assertThat(buyer(user).addToCart("gift", 2).lines()).hasSize(1);
            assertThat(buyer(user).hasPurchased("gift")).isFalse();
            assertThat(buyer(Application.user()).subscriber().isSubscribed()).isFalse();
            assertThat(buyer(user).payer().invoices(10)).isEqualTo(Answer.done(List.of()));
            buyer(user).changeSettings(settings);
            status.setRollbackOnly();
        });

        assertThat(buyer(user).cart().lines()).hasSize(1);
        assertThat(buyer(user).settings()).isEqualTo(settings);
    }

    @Test
    void the_credits_of_billing_are_those_that_join() {
        var user = Application.user();

        app.transaction().executeWithoutResult(status -> {
            billing().credits().of(user).spend(10);
            status.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(50);
    }

    @Test
    void the_free_plan_comes_with_the_first_touch_inside_and_goes_with_a_rollback() {
        var user = Application.user();

        app.transaction().executeWithoutResult(status -> {
            assertThat(user.credits().balance().available()).isEqualTo(50);
            status.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(50);
    }

    @Test
    void a_transaction_that_may_not_write_brings_no_free_plan() {
        var user = Application.user();

        long seen = app.readOnly().execute(status -> user.credits().balance().available());

        assertThat(seen).isZero();
        assertThat(app.available(user)).isEqualTo(50);
    }

    @Test
    void a_first_touch_inside_and_another_in_a_new_transaction_do_not_wait_for_each_other() {
        var user = Application.user();

        var seen = CompletableFuture.supplyAsync(() -> app.transaction().execute(outer -> {
                    user.credits().balance();
                    return app.transaction(PROPAGATION_REQUIRES_NEW)
                            .execute(inner -> user.credits().balance().available());
                }))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(seen).as("as it is committed").isZero();
    }
}
