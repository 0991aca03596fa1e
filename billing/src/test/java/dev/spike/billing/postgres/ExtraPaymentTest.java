package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.anybody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.ExtraPayment;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.Refund;
import dev.spike.ledger.Billable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that nobody asked for stays in sight until it is returned, and its return takes nothing of what other money bought. */
class ExtraPaymentTest {

    private final Shop shop = new Shop();
    private final Billing billing = shop.billing();
    private final Wire wire = new Wire(shop, billing);
    private final Billable owner = anybody();
    private final Buyer buyer = billing.of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    private Payment again(Order order) {
        var payment = shop.provider.pay(order.id().text());
        wire.tells(wire.paid(order.id(), payment));
        return payment;
    }

    private void refunded(Payment payment, String id, String money) {
        wire.tells(new Refunded(shop.now(), new Refund(id, payment.id(), Money.parse(money))));
        assertThat(billing.inbox(10)).isEmpty();
    }

    private Order.Paid order() {
        return (Order.Paid) buyer.orders(null, 1).orders().get(0);
    }

    @Test
    void a_second_payment_of_an_order_is_listed_until_it_is_returned_and_takes_nothing() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);
        var second = again(order);

        assertThat(billing.extraPayments(10))
                .containsExactly(new ExtraPayment(
                        owner,
                        order.id().text(),
                        second,
                        Money.zero(second.money().currency())));
        refunded(second, "re_1", "2.00 USD");
        assertThat(billing.extraPayments(10))
                .singleElement()
                .extracting(ExtraPayment::returned)
                .isEqualTo(Money.parse("2.00 USD"));
        wire.tells(new DisputeLost(shop.now(), new Dispute("dp_1", second.id(), Money.parse("3.00 USD"))));

        assertThat(billing.extraPayments(10)).isEmpty();
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(order().returned().isZero()).isTrue();
    }

    @Test
    void a_refund_of_the_first_payment_takes_back_all_the_same() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);
        again(order);

        wire.tells(wire.refunded("re_1", order, "5.00 USD"));

        assertThat(shop.balance(owner, CREDITS)).isZero();
        assertThat(billing.extraPayments(10)).hasSize(1);
    }

    @Test
    void a_refund_that_comes_before_its_second_payment_waits_for_it() {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);
        var second = shop.provider.pay(order.id().text());
        wire.tells(new Refunded(shop.now(), new Refund("re_1", second.id(), second.money())));
        assertThat(billing.inbox(10)).hasSize(1);

        wire.tells(wire.paid(order.id(), second));

        assertThat(billing.inbox(10)).isEmpty();
        assertThat(billing.extraPayments(10)).isEmpty();
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void wrong_money_is_listed_besides_the_right_that_came_after_it() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        var wrong = shop.provider.pay(order.id().text(), Money.parse("50.00 USD"));
        wire.tells(wire.paid(order.id(), wrong));
        again(order);
        wire.tells(wire.paid(order.id(), wrong));

        assertThat(billing.extraPayments(10))
                .singleElement()
                .extracting(ExtraPayment::payment)
                .isEqualTo(wrong);
        refunded(wrong, "re_1", "50.00 USD");

        assertThat(billing.extraPayments(10)).isEmpty();
        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void of_two_wrong_payments_each_is_in_one_list() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        var one = shop.provider.pay(order.id().text(), Money.parse("50.00 USD"));
        var other = shop.provider.pay(order.id().text(), Money.parse("5.00 EUR"));

        wire.tells(wire.paid(order.id(), one));
        wire.tells(wire.paid(order.id(), other));
        wire.tells(wire.paid(order.id(), one));

        assertThat(billing.mispaidOrders(10))
                .singleElement()
                .extracting(Order.Mispaid::payment)
                .isEqualTo(other);
        assertThat(billing.extraPayments(10))
                .singleElement()
                .extracting(ExtraPayment::payment)
                .isEqualTo(one);
    }

    @Test
    void an_order_leaves_the_list_of_the_mispaid_when_all_is_returned() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        var wrong = shop.provider.pay(order.id().text(), Money.parse("4.99 EUR"));
        wire.tells(wire.paid(order.id(), wrong));

        refunded(wrong, "re_1", "4.98 EUR");
        assertThat(billing.mispaidOrders(10)).hasSize(1);
        refunded(wrong, "re_2", "0.01 EUR");

        assertThat(billing.mispaidOrders(10)).isEmpty();
    }
}
