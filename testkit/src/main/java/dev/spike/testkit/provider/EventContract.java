package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.InvoicePaid;
import dev.spike.billing.provider.ProviderEvent.Irrelevant;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happened is told in our words, once for each thing that happened. */
abstract class EventContract extends ProviderSuite {

    EventContract(Maker maker) {
        super(maker);
    }

    @Test
    void a_paid_checkout_is_told_as_the_answer_has_it() {
        var checkout = shopper.open();
        var payment = shopper.pay(checkout, Card.GOOD);

        assertThat(shopper.told(CheckoutPaid.class))
                .filteredOn(event -> event.checkoutKey().equals(checkout.key()))
                .containsExactly(new CheckoutPaid(under.clock().instant(), checkout.key(), payment));
    }

    @Test
    void a_checkout_that_was_ended_is_told() {
        var checkout = shopper.open();
        done(provider().expireCheckout(checkout.key()));
        done(provider().expireCheckout(checkout.key()));

        assertThat(shopper.told(CheckoutExpired.class))
                .filteredOn(event -> event.checkoutKey().equals(checkout.key()))
                .containsExactly(new CheckoutExpired(under.clock().instant(), checkout.key()));
    }

    @Test
    void a_checkout_whose_time_has_come_is_told_though_nobody_asked_for_it() {
        var checkout = shopper.open();
        under.clock().advance(Duration.ofHours(1));

        assertThat(shopper.told(CheckoutExpired.class))
                .extracting(CheckoutExpired::checkoutKey)
                .containsOnlyOnce(checkout.key());
    }

    @Test
    void a_refund_is_told_as_the_answer_has_it() {
        var request = shopper.refundOf(shopper.pay(), "5.00 USD");
        var refund = done(provider().refund(request));
        done(provider().refund(request));

        assertThat(shopper.told(Refunded.class))
                .filteredOn(event -> event.refund().paymentId().equals(request.paymentId()))
                .containsExactly(new Refunded(under.clock().instant(), refund));
    }

    @Test
    void a_refund_that_did_not_arrive_is_told() {
        var refund = done(shopper.refund(shopper.pay(), "5.00 USD"));
        under.clock().advance(Duration.ofDays(3));
        under.fail(refund);

        assertThat(shopper.told(RefundFailed.class))
                .contains(new RefundFailed(under.clock().instant(), refund.failed()));
    }

    @Test
    void a_dispute_is_told_when_it_is_opened_and_when_it_is_lost() {
        var payment = shopper.pay();
        var dispute = under.dispute(payment.id());
        under.clock().advance(Duration.ofDays(20));
        under.lose(dispute);

        assertThat(dispute.paymentId()).isEqualTo(payment.id());
        assertThat(dispute.money()).isEqualTo(payment.money());
        assertThat(shopper.told(DisputeOpened.class)).contains(new DisputeOpened(payment.paidAt(), dispute));
        assertThat(shopper.told(DisputeLost.class))
                .contains(new DisputeLost(under.clock().instant(), dispute));
    }

    @Test
    void a_dispute_that_is_won_is_told_also_after_it_was_lost() {
        var dispute = under.dispute(shopper.pay().id());
        under.lose(dispute);
        under.clock().advance(Duration.ofDays(20));
        under.win(dispute);

        assertThat(shopper.told(DisputeWon.class))
                .contains(new DisputeWon(under.clock().instant(), dispute));
    }

    @Test
    void a_paid_invoice_is_told_of_a_checkout_and_of_a_charge() {
        shopper.pay();
        done(provider().charge(shopper.charge("3.00 USD")));

        assertThat(shopper.told(InvoicePaid.class))
                .filteredOn(event -> event.customerId().equals(shopper.customerId))
                .extracting(event -> event.invoice().total())
                .containsExactly(Shopper.PRICE, Money.parse("3.00 USD"));
    }

    @Test
    void a_type_nobody_knows_is_irrelevant() {
        shopper.pay();
        var told = shopper.told().get(0);

        assertThat(provider().read(new Delivery("evt_1", "thing.nobody.knows", told.body())))
                .isInstanceOfSatisfying(
                        Irrelevant.class, event -> assertThat(event.type()).isEqualTo("thing.nobody.knows"));
    }

    @Test
    void reading_again_says_the_same() {
        shopper.pay();

        assertThat(shopper.told()).allSatisfy(delivery -> assertThat(provider().read(delivery))
                .isEqualTo(provider().read(delivery)));
    }
}
