package dev.spike.billing.postgres;

import dev.spike.billing.Billing;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.Received;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.Refund;
import java.time.Duration;

/** The way from the fake provider to the inbox of a shop, and the working of it. */
final class Wire {

    private static final int MANY = 1_000;

    private final Shop shop;
    private final Billing billing;

    Wire(Shop shop, Billing billing) {
        this.shop = shop;
        this.billing = billing;
    }

    /** It happens and the webhook arrives. */
    Delivery arrives(ProviderEvent event) {
        return arrives(shop.provider.deliveries.tell(event));
    }

    Delivery arrives(Delivery delivery) {
        received(delivery);
        return delivery;
    }

    Received received(Delivery delivery) {
        return billing.receive(FakeDeliveries.webhook(delivery, shop.now()));
    }

    /** All that is due is worked. */
    int work() {
        return billing.workInbox(shop.now(), MANY);
    }

    /** Everything is tried until nothing is due within a day. */
    void workOff() {
        for (int hour = 0; hour < 24; hour++) {
            work();
            billing.retryProviding(shop.now(), MANY);
            shop.later(Duration.ofHours(1));
        }
    }

    /** It arrives and is worked. */
    void tells(ProviderEvent event) {
        arrives(event);
        work();
    }

    CheckoutPaid paid(OrderId order, Payment payment) {
        return new CheckoutPaid(shop.now(), order.text(), payment);
    }

    Refunded refunded(String id, Order.Paid order, String money) {
        return new Refunded(shop.now(), refund(id, order, money));
    }

    RefundFailed refundFailed(String id, Order.Paid order, String money) {
        return new RefundFailed(shop.now(), refund(id, order, money));
    }

    private static Refund refund(String id, Order.Paid order, String money) {
        return new Refund(id, paymentOf(order), Money.parse(money));
    }

    static String paymentOf(Order.Paid order) {
        var payment = order.payment();
        if (payment == null) {
            throw new AssertionError("The order was not paid with money: " + order);
        }
        return payment.id();
    }

    DisputeOpened opened(String id, Order.Paid order, String money) {
        return new DisputeOpened(shop.now(), dispute(id, order, money));
    }

    DisputeLost lost(String id, Order.Paid order, String money) {
        return new DisputeLost(shop.now(), dispute(id, order, money));
    }

    DisputeWon won(String id, Order.Paid order, String money) {
        return new DisputeWon(shop.now(), dispute(id, order, money));
    }

    private static Dispute dispute(String id, Order.Paid order, String money) {
        return new Dispute(id, paymentOf(order), Money.parse(money));
    }
}
