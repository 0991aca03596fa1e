package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.PAGES;
import static dev.spike.billing.postgres.Shop.SMS;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingEvent.ProductPurchased;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Order;
import dev.spike.billing.postgres.Paying.Noted;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.Payment;
import dev.spike.ledger.Billable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Many tabs, workers and webhooks at once, at two nodes. */
class ShopRaceTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 5;
    private static final int PATIENCE_SECONDS = 60;

    private static Shop shop;
    private static Shop.Node other;

    private final Billable owner = anybody();

    @BeforeAll
    static void open() {
        shop = new Shop();
        other = shop.another();
    }

    @AfterAll
    static void close() {
        other.close();
        shop.close();
    }

    private static <T> List<T> race(IntFunction<Callable<T>> racers) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        var ready = new ArrayList<Callable<T>>();
        for (int i = 0; i < THREADS; i++) {
            var racer = racers.apply(i);
            ready.add(() -> {
                barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return racer.call();
            });
        }
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var results = new ArrayList<T>();
            for (var finished : threads.invokeAll(ready, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                results.add(finished.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Buyer buyer(int racer) {
        return (racer % 2 == 0 ? shop.billing() : other.billing()).of(owner);
    }

    @RepeatedTest(ROUNDS)
    void a_payment_told_sixteen_times_at_once_provides_once() throws Exception {
        buyer(0).addToCart("pack-10", 1);
        buyer(0).addToCart("team", 2);
        var order = page(buyer(0)).order();
        var payment = shop.provider.pay(order.id().text());

        var noted = race(racer -> () -> (racer % 2 == 0 ? shop.inside() : other.inside()).paid(order.id(), payment));

        assertThat(noted).filteredOn(Noted.Now.class::isInstance).hasSize(1);
        assertThat(noted).filteredOn(Noted.Before.class::isInstance).hasSize(THREADS - 1);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(1000 + 2 * 50);
        assertThat(shop.balance(owner, SMS)).isEqualTo(200 + 2 * 7);
        assertThat(shop.events().stream()
                        .filter(event -> event instanceof ProductPurchased bought
                                && bought.order().equals(order.id())))
                .hasSize(2);
    }

    @RepeatedTest(ROUNDS)
    void a_checkout_from_sixteen_tabs_opens_one_page() throws Exception {
        buyer(0).addToCart("pack-10", 1);
        int asked = shop.provider.everAsked().size();

        var results = race(racer -> () -> buyer(racer).checkout(PAGES));

        assertThat(results).hasOnlyElementsOfType(CheckoutResult.Page.class);
        assertThat(results.stream().distinct()).hasSize(1);
        assertThat(shop.provider.everAsked()).hasSize(asked + 1);
    }

    @RepeatedTest(ROUNDS)
    void a_customer_told_by_sixteen_tabs_at_once_is_kept_once() throws Exception {
        var store = new CustomerStore();
        var database = new BillingDatabase(shop.dataSource(), new Publisher(List.of()));
        var owners = Stream.generate(() -> new Owner("user", anybody().billableId()))
                .limit(100)
                .toList();

        var found = race(racer -> () -> {
            var customers = new ArrayList<Customer>();
            for (var each : owners) {
                customers.add(database.inTransaction((connection, untold) -> {
                    store.add(connection, each, "fake", new Customer("cus_" + each.id()), shop.now());
                    return store.find(connection, each, "fake").orElseThrow();
                }));
            }
            return customers;
        });

        assertThat(found.stream().distinct()).hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void carts_changed_and_checked_out_at_once_leave_one_page_open() throws Exception {
        buyer(0).addToCart("pack-10", 1);
        var before = shop.provider.openKeys();

        race(racer -> () -> {
            if (racer % 4 == 3) {
                buyer(racer).putInCart("pack-5", racer);
            }
            return buyer(racer).checkout(PAGES);
        });
        var last = page(buyer(0)).order();

        var open = new ArrayList<>(shop.provider.openKeys());
        open.removeAll(before);
        assertThat(open).containsExactly(last.id().text());
    }

    @RepeatedTest(ROUNDS)
    void a_code_for_once_is_on_one_order_only_whoever_races_for_it() throws Exception {
        buyer(0).addToCart("pack-10", 1);
        buyer(0).applyCode("LAUNCH");

        race(racer -> () -> {
            if (buyer(racer).checkout(PAGES) instanceof CheckoutResult.Page page) {
                var id = page.order().id();
                (racer % 2 == 0 ? shop.inside() : other.inside())
                        .paid(id, requireNonNull(shop.provider.payOnce(id.text())));
            }
            try {
                buyer(racer).putInCart("pack-5", 1);
                buyer(racer).applyCode("LAUNCH");
            } catch (BillingException e) {
                return e.code();
            }
            return buyer(racer).checkout(PAGES);
        });

        assertThat(buyer(0).orders(null, 100).orders().stream()
                        .filter(Order.Paid.class::isInstance)
                        .filter(order -> "LAUNCH".equals(order.terms().discountCode())))
                .hasSize(1);
    }

    @RepeatedTest(ROUNDS)
    void two_orders_of_one_billable_paid_at_once_do_not_stand_in_each_others_way() throws Exception {
        var orders = new ArrayList<Order.Pending>();
        var payments = new ArrayList<Payment>();
        for (int i = 0; i < THREADS; i++) {
            buyer(0).putInCart(i % 2 == 0 ? "pack-10" : "pack-5", 1);
            buyer(0).removeFromCart(i % 2 == 0 ? "pack-5" : "pack-10");
            orders.add(page(buyer(0)).order());
            payments.add(shop.provider.pay(orders.get(i).id().text()));
            shop.inside().expired(orders.get(i).id());
        }

        race(racer -> () -> (racer % 2 == 0 ? shop.inside() : other.inside())
                .paid(orders.get(racer).id(), payments.get(racer)));

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(THREADS / 2 * 1500);
        assertThat(shop.balance(owner, SMS)).isEqualTo(THREADS / 2 * 300);
    }

    @RepeatedTest(ROUNDS)
    void what_failed_is_provided_once_however_many_workers_try() throws Exception {
        shop.seats.failing(true);
        buyer(0).addToCart("team", 1);
        shop.bought(buyer(0));
        shop.seats.failing(false);
        var due = shop.now().plusSeconds(60);

        var tried = race(racer -> () -> (racer % 2 == 0 ? shop.billing() : other.billing()).retryProviding(due, 100));

        assertThat(tried.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(shop.value("SELECT sum(seats) FROM seats WHERE billable_id = '" + owner.billableId() + "'"))
                .isEqualTo("3");
    }
}
