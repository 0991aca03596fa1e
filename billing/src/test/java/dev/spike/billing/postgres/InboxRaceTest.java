package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.anybody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Webhook against worker against the checkout's own answer, from two nodes: everything happens once. */
class InboxRaceTest {

    private static final int ROUNDS = 8;

    private final Shop shop = new Shop();
    private final Shop.Node other = shop.another();
    private final Billing billing = shop.billing();
    private final Wire wire = new Wire(shop, billing);

    @AfterEach
    void close() {
        other.close();
        shop.close();
    }

    private static void together(List<Callable<?>> work) throws Exception {
        var barrier = new CyclicBarrier(work.size());
        var threads = Executors.newFixedThreadPool(work.size());
        try {
            var tasks = new ArrayList<Callable<Object>>();
            for (var one : work) {
                tasks.add(() -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return one.call();
                });
            }
            for (var done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void isSettled() {
        shop.later(Duration.ofHours(1));
        wire.work();
        assertThat(billing.inbox(10)).isEmpty();
    }

    @RepeatedTest(ROUNDS)
    void webhook_worker_checkout_and_reconciling_pay_once() throws Exception {
        var owner = anybody();
        var buyer = billing.of(owner);
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        var event = wire.paid(order.id(), shop.provider.pay(order.id().text()));
        var one = shop.provider.deliveries.tell(event);
        var two = shop.provider.deliveries.tell(event);
        wire.arrives(one);
        shop.later(Duration.ofMinutes(20));

        together(List.of(
                () -> wire.received(two),
                () -> billing.workInbox(shop.now(), 10),
                () -> other.billing().workInbox(shop.now(), 10),
                () -> billing.of(owner).checkout(Shop.PAGES),
                () -> other.billing().reconcile(shop.now(), 10),
                () -> other.billing().catchUp(10)));
        isSettled();

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(shop.events().stream().filter(BillingEvent.ProductPurchased.class::isInstance))
                .hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void two_workers_and_our_own_answer_take_back_once() throws Exception {
        var owner = anybody();
        var order = bought(owner);
        var event = wire.refunded("re_dashboard", order, "1.00 USD");
        wire.arrives(event);
        wire.arrives(event);
        wire.arrives(wire.lost("dp_1", order, "2.00 USD"));

        together(List.of(
                () -> billing.workInbox(shop.now(), 10),
                () -> other.billing().workInbox(shop.now(), 10),
                () -> other.billing().of(owner).refund(order.id(), Money.parse("1.00 USD"), "not needed"),
                () -> shop.credits.of(owner, "credits").trySpend(100)));
        isSettled();

        // 400 of 500 are to be gone; what was spent first is forgiven
        assertThat(shop.balance(owner, CREDITS)).isIn(0L, 100L);
        var now = (Order.Paid) billing.of(owner).order(order.id()).orElseThrow();
        assertThat(now.returned()).isEqualTo(Money.parse("4.00 USD"));
        assertThat(shop.events().stream().filter(BillingEvent.Refunded.class::isInstance))
                .hasSize(2);
    }

    @RepeatedTest(ROUNDS)
    void a_whole_refund_against_the_retry_of_what_failed_leaves_nothing() throws Exception {
        var owner = anybody();
        var order = boughtInVain(owner);
        wire.arrives(wire.refunded("re_1", order, "20.00 USD"));

        together(List.of(
                () -> billing.workInbox(shop.now(), 10),
                () -> other.billing().retryProviding(shop.now(), 10),
                () -> billing.retryProviding(shop.now(), 10)));
        isSettled();
        billing.retryProviding(shop.now(), 10);

        assertThat(shop.value("SELECT coalesce(sum(seats), 0) FROM seats")).isEqualTo("0");
        assertThat(shop.balance(owner, CREDITS)).isZero();
    }

    @Test
    void a_whole_refund_that_is_told_while_a_retry_gives_takes_back_what_that_gave() throws Exception {
        var owner = anybody();
        var order = boughtInVain(owner);
        wire.arrives(wire.refunded("re_1", order, "20.00 USD"));
        var threads = Executors.newSingleThreadExecutor();
        try {
            var refunds = new ArrayList<Future<Integer>>();
            shop.seats.meanwhile(() -> {
                var refund = threads.submit(() -> other.billing().workInbox(shop.now(), 10));
                refunds.add(refund);
                awaitWaiting(refund);
            });
            billing.retryProviding(shop.now(), 1);
            assertThat(refunds).hasSize(1);
            assertThat(refunds.get(0).get(60, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        isSettled();

        assertThat(shop.seats.given()).hasSize(1);
        assertThat(shop.value("SELECT sum(seats) FROM seats")).isEqualTo("0");
        assertThat(shop.balance(owner, CREDITS)).isZero();
    }

    private static final String WAITERS = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    /** It waits for a lock; or has ended, which it must not. */
    private void awaitWaiting(Future<?> work) {
        while (!work.isDone() && shop.value(WAITERS).equals("0")) {
            Thread.onSpinWait();
        }
    }

    /** What has failed may be tried again. */
    private Order.Paid boughtInVain(Billable owner) {
        shop.seats.failing(true);
        var buyer = billing.of(owner);
        buyer.addToCart("team", 1);
        var order = shop.bought(buyer);
        shop.seats.failing(false);
        shop.later(Duration.ofMinutes(2));
        return order;
    }

    private Order.Paid bought(Billable owner) {
        var buyer = billing.of(owner);
        buyer.addToCart("pack-5", 1);
        return shop.bought(buyer);
    }

    @Test
    void many_workers_work_each_delivery_once() throws Exception {
        for (int i = 0; i < 30; i++) {
            var buyer = billing.of(anybody());
            buyer.addToCart("pack-5", 1);
            var order = Shop.page(buyer).order();
            wire.arrives(wire.paid(order.id(), shop.provider.pay(order.id().text())));
        }

        together(List.of(
                () -> billing.workInbox(shop.now(), 100),
                () -> billing.workInbox(shop.now(), 100),
                () -> other.billing().workInbox(shop.now(), 100),
                () -> other.billing().workInbox(shop.now(), 100)));

        assertThat(shop.value("SELECT count(*) FROM spike_inbox WHERE state = 'done' AND attempts = 1"))
                .isEqualTo("30");
        assertThat(shop.events()).hasSize(30);
    }

    @Test
    void what_was_received_before_a_crash_is_worked_by_another_node() {
        var owner = anybody();
        var buyer = other.billing().of(owner);
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        var delivery = shop.provider.deliveries.tell(
                wire.paid(order.id(), shop.provider.pay(order.id().text())));
        other.billing().receive(FakeDeliveries.webhook(delivery, shop.now()));
        other.close();

        assertThat(wire.work()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }
}
