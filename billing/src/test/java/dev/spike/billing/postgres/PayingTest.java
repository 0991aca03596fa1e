package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static dev.spike.billing.postgres.Shop.START;
import static dev.spike.billing.postgres.Shop.anybody;
import static dev.spike.billing.postgres.Shop.page;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spike.billing.BillingEvent.ProductPurchased;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.postgres.Paying.Noted;
import dev.spike.billing.provider.Payment;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money came: the order is paid once, and what it bought is provided once. */
class PayingTest {

    private static Shop shop;

    private final Billable owner = anybody();
    private Buyer buyer;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void enter() {
        buyer = shop.billing().of(owner);
    }

    @Test
    void k04_a_cart_is_paid_and_its_quantities_are_kept() {
        buyer.addToCart("pack-5", 2);
        buyer.addToCart("pack-10", 1);

        var order = shop.bought(buyer);

        assertThat(order.lines())
                .extracting("productId", "quantity")
                .containsExactly(tuple("pack-5", 2), tuple("pack-10", 1));
        assertThat(buyer.order(order.id())).contains(order);
        assertThat(buyer.cart().isEmpty()).isTrue();
    }

    @Test
    void k06_what_was_bought_is_provided_once_however_often_its_payment_is_told() {
        buyer.addToCart("pack-5", 1);
        buyer.addToCart("pack-10", 2);
        var order = page(buyer).order();
        var payment = shop.provider.pay(order.id().text());

        var first = shop.inside().paid(order.id(), payment);
        var second = shop.inside().paid(order.id(), payment);

        assertThat(first).isInstanceOf(Noted.Now.class);
        assertThat(second).isInstanceOf(Noted.Before.class);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500 + 2 * 1000);
        assertThat(shop.balance(owner, SMS)).isEqualTo(100 + 2 * 200);
    }

    @Test
    void k07_a_cart_that_was_not_paid_provides_nothing() {
        buyer.addToCart("pack-10", 1);

        page(buyer);

        assertThat(shop.balance(owner, CREDITS)).isZero();
        assertThat(buyer.purchases()).isEmpty();
    }

    @Test
    void k08_a_payment_told_again_an_hour_later_changes_nothing_and_tells_nothing() {
        buyer.addToCart("pack-5", 1);
        buyer.addToCart("pack-10", 1);
        var order = shop.bought(buyer);
        assertThat(shop.events().stream()
                        .filter(event -> event instanceof ProductPurchased bought
                                && bought.order().equals(order.id())))
                .hasSize(2);
        int told = shop.events().size();

        shop.later(Duration.ofHours(1));
        shop.inside().paid(order.id(), requireNonNull(order.payment()));

        assertThat(buyer.order(order.id())).contains(order);
        assertThat(shop.events()).hasSize(told);
        shop.at(START);
    }

    @Test
    void what_happened_is_told_after_the_commit_balances_first() {
        var heard = new ArrayList<String>();
        var credits = PostgresCredits.on(shop.dataSource())
                .creditType(CREDITS)
                .listener(told -> heard.add("balance " + told.balance().available() + ", " + states(owner)))
                .build();
        var billing = PostgresBilling.on(shop.dataSource(), credits)
                .catalogue(Catalogue.empty().withProducts(List.of(Shop.product("gift", "0.00 USD", Shop.credits(10)))))
                .listener(told -> heard.add(told.getClass().getSimpleName() + ", " + states(owner)))
                .build();
        billing.of(owner).addToCart("gift", 1);

        billing.of(owner).checkout(Shop.PAGES);

        assertThat(heard).containsExactly("balance 10, paid", "ProductPurchased, paid");
    }

    private static String states(Billable owner) {
        return shop.value("SELECT coalesce(string_agg(state, ' '), '') FROM spike_orders WHERE billable_id = '"
                + owner.billableId() + "'");
    }

    @Test
    void d23_two_amounts_of_one_type_in_one_product_are_both_provided() {
        buyer.addToCart("monthly", 1);

        shop.bought(buyer);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(600);
    }

    @Test
    void what_was_bought_stands_in_the_ledger_as_a_product_of_the_order() {
        buyer.addToCart("pack-5", 1);

        var order = shop.bought(buyer);

        assertThat(shop.value("SELECT string_agg(DISTINCT type || ' ' || order_id, ',') FROM spike_credit_transactions"
                        + " WHERE billable_id = '" + owner.billableId() + "'"))
                .isEqualTo("product " + order.id());
    }

    @Test
    void a_payment_for_a_cancelled_order_pays_and_provides_it_as_the_money_was_taken() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();
        shop.inside().expired(order.id());
        assertThat(buyer.order(order.id()).orElseThrow()).isInstanceOf(Order.Cancelled.class);

        var noted = shop.inside().paid(order.id(), shop.provider.pay(order.id().text()));

        assertThat(noted).isInstanceOf(Noted.Now.class);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void other_money_than_was_asked_provides_nothing_and_is_kept_to_be_seen() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();

        var less = shop.inside().paid(order.id(), shop.provider.pay(order.id().text(), Money.parse("4.99 USD")));
        var another =
                shop.inside().paid(order.id(), shop.provider.pay(order.id().text(), Money.parse("5.00 EUR")));

        assertThat(less).isInstanceOf(Noted.Other.class);
        assertThat(another).isInstanceOf(Noted.Other.class);
        assertThat(shop.balance(owner, CREDITS)).isZero();
        assertThat(shop.billing().mispaidOrders(100)).extracting(Order::id).contains(order.id());
    }

    @Test
    void an_order_that_was_mispaid_is_paid_by_the_right_money() {
        buyer.addToCart("pack-5", 1);
        var order = page(buyer).order();
        shop.inside().paid(order.id(), shop.provider.pay(order.id().text(), Money.parse("50.00 USD")));

        var noted = shop.inside().paid(order.id(), shop.provider.pay(order.id().text()));

        assertThat(noted).isInstanceOf(Noted.Now.class);
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void a_payment_under_a_key_that_is_not_ours_is_left_alone() {
        var payment = new Payment("pay_x", Money.parse("5.00 USD"), START, null);

        assertThat(shop.inside().paid(OrderId.random(), payment)).isInstanceOf(Noted.NotOurs.class);
    }

    @Test
    void a_second_payment_of_a_paid_order_provides_nothing_more() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);

        shop.inside().paid(order.id(), shop.provider.pay(order.id().text()));

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }
}
