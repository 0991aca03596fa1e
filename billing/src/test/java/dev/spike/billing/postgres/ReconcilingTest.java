package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.anybody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.RefundResult;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.Payment;
import dev.spike.ledger.Billable;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When every webhook and every answer is lost, asking again tells. */
class ReconcilingTest {

    private final Shop shop = new Shop();
    private final Billing billing = shop.billing();
    private final Billable owner = anybody();
    private final Buyer buyer = billing.of(owner);

    @AfterEach
    void close() {
        shop.close();
    }

    private int reconcile() {
        return billing.reconcile(shop.now(), 100);
    }

    private Order onlyOrder() {
        return buyer.orders(null, 1).orders().get(0);
    }

    @Test
    void a_page_that_was_paid_unheard_is_paid_when_it_has_been_open_for_long() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        shop.provider.pay(order.id().text());
        shop.later(Duration.ofMinutes(14));
        assertThat(reconcile()).isZero();

        shop.later(Duration.ofMinutes(1));
        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(reconcile()).isZero();
    }

    /** The customer is known already, so that the next call opens the page. */
    private void checkoutThat(Mood mood) {
        buyer.addToCart("pack-5", 1);
        shop.bought(buyer);
        buyer.addToCart("pack-10", 1);
        shop.provider.next(mood);
        assertThat(buyer.checkout(Shop.PAGES)).isInstanceOf(CheckoutResult.TryAgain.class);
    }

    @Test
    void a_page_whose_opening_was_not_answered_is_asked_about_after_a_minute() {
        checkoutThat(Mood.LOSES_THE_ANSWER);
        assertThat(reconcile()).isZero();
        shop.provider.pay(onlyOrder().id().text());
        shop.later(Duration.ofMinutes(1));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(1_500);
    }

    @Test
    void a_page_that_was_never_opened_is_given_up_when_its_time_is_over() {
        checkoutThat(Mood.IS_NOT_REACHED);
        shop.later(Duration.ofHours(11));
        assertThat(reconcile()).isEqualTo(1);
        assertThat(onlyOrder()).isInstanceOf(Order.Pending.class);

        shop.later(Duration.ofHours(1));
        assertThat(reconcile()).isEqualTo(1);

        assertThat(onlyOrder()).isInstanceOf(Order.Cancelled.class);
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_page_that_expired_unheard_cancels_its_order() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        shop.provider.expireCheckout(order.id().text());
        shop.later(Duration.ofMinutes(15));

        reconcile();

        assertThat(onlyOrder()).isInstanceOf(Order.Cancelled.class);
    }

    @Test
    void a_provider_that_is_silent_again_is_asked_another_time() {
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        shop.provider.pay(order.id().text());
        shop.later(Duration.ofMinutes(15));
        shop.provider.next(Mood.IS_NOT_REACHED);

        assertThat(reconcile()).isEqualTo(1);
        assertThat(shop.balance(owner, CREDITS)).isZero();
        shop.later(Duration.ofMinutes(15));
        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
    }

    @Test
    void each_is_asked_about_once_in_a_while() {
        buyer.addToCart("pack-5", 1);
        Shop.page(buyer);
        shop.later(Duration.ofMinutes(15));

        assertThat(reconcile()).isEqualTo(1);
        assertThat(reconcile()).isZero();
    }

    private void refundThat(Mood mood) {
        buyer.addToCart("pack-5", 1);
        var order = shop.bought(buyer);
        shop.provider.next(mood);
        assertThat(buyer.refund(order.id(), Money.parse("1.00 USD"), "not needed"))
                .isInstanceOf(RefundResult.TryAgain.class);
        assertThat(reconcile()).isZero();
        shop.later(Duration.ofMinutes(1));
    }

    @Test
    void a_refund_whose_answer_was_lost_is_returned_once_and_counts() {
        refundThat(Mood.LOSES_THE_ANSWER);

        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(400);
        assertThat(shop.provider.everReturned()).hasSize(1);
        assertThat(reconcile()).isZero();
    }

    @Test
    void an_answer_that_cannot_be_noted_keeps_no_other_from_being_asked_for() {
        refundThat(Mood.LOSES_THE_ANSWER);
        buyer.addToCart("pack-5", 1);
        var order = Shop.page(buyer).order();
        // the payment of another order, which cannot be
        shop.provider.pay(order.id().text(), new Payment("pay_1", order.totals().total(), Shop.START, null));
        var other = billing.of(anybody());
        other.addToCart("pack-5", 1);
        shop.provider.pay(Shop.page(other).order().id().text());
        shop.later(Duration.ofMinutes(15));

        assertThat(reconcile()).isEqualTo(3);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(400);
        assertThat(shop.balance(other.billable(), CREDITS)).isEqualTo(500);
    }

    @Test
    void a_refund_that_never_arrived_is_asked_for_again() {
        refundThat(Mood.IS_NOT_REACHED);

        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(400);
        assertThat(shop.provider.everReturned()).hasSize(1);
    }

    @Test
    void a_refund_that_failed_meanwhile_moves_nothing_and_leaves_all_to_be_returned() {
        refundThat(Mood.LOSES_THE_ANSWER);
        shop.provider.failRefund(shop.provider.everReturned().get(0).key());

        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        assertThat(((Order.Paid) onlyOrder()).returned().isZero()).isTrue();
        shop.later(Duration.ofHours(1));
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_refund_that_is_refused_at_last_moves_nothing() {
        refundThat(Mood.IS_NOT_REACHED);
        shop.provider.next(Mood.REFUSES);

        assertThat(reconcile()).isEqualTo(1);

        assertThat(shop.balance(owner, CREDITS)).isEqualTo(500);
        shop.later(Duration.ofHours(1));
        assertThat(reconcile()).isZero();
    }
}
