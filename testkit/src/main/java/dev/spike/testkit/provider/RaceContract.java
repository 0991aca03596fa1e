package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import dev.spike.testkit.provider.ProviderUnderTest.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sixteen at once with one key do it once, and all hear the same. */
abstract class RaceContract extends ProviderSuite {

    RaceContract(Maker maker) {
        super(maker);
    }

    private static void allTheSame(List<? extends Answer<?>> answers) {
        assertThat(answers).hasSize(16).hasOnlyElementsOfType(Answer.Done.class);
        assertThat(answers.stream().distinct()).hasSize(1);
    }

    @Test
    void one_billable_is_one_customer() {
        var request = new CustomerRequest(Shopper.anybody(), "Ada", null);

        allTheSame(Together.ask(() -> provider().customer(request)));
    }

    @Test
    void one_checkout_is_one_page() {
        var request = shopper.request();

        allTheSame(Together.ask(() -> provider().openCheckout(request)));
    }

    @Test
    void one_refund_is_made_once() {
        var payment = shopper.pay();
        var request = shopper.refundOf(payment, "15.00 USD");

        allTheSame(Together.ask(() -> provider().refund(request)));
        refused(shopper.refund(payment, "5.01 USD"), Refusal.REFUND_TOO_LARGE);
    }

    @Test
    void refunds_under_many_keys_return_no_more_than_was_paid() {
        var payment = shopper.pay();
        var answers = Together.ask(() -> shopper.refund(payment, "5.00 USD"));

        assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(4);
    }

    @Test
    void one_charge_is_made_once() {
        shopper.pay();
        var request = shopper.charge("3.00 USD");

        allTheSame(Together.ask(() -> provider().charge(request)));
        assertThat(shopper.invoices())
                .extracting(invoice -> invoice.total())
                .containsExactlyInAnyOrder(Shopper.PRICE, Money.parse("3.00 USD"));
    }

    @Test
    void one_checkout_is_paid_once_however_often_one_clicks() {
        var checkout = shopper.open();

        assertThat(Together.ask(() -> under.pay(checkout, Card.GOOD))).containsOnly(Page.PAID);

        assertThat(shopper.invoices()).hasSize(1);
        assertThat(shopper.told(CheckoutPaid.class))
                .extracting(CheckoutPaid::checkoutKey)
                .containsOnlyOnce(checkout.key());
    }

    @Test
    void a_checkout_that_is_paid_and_ended_at_once_is_one_of_the_two() {
        var checkout = shopper.open();

        var seen = Together.ask(() -> {
            boolean pays = Thread.currentThread().getId() % 2 == 0;
            return pays
                    ? under.pay(checkout, Card.GOOD) == Page.PAID
                    : Shopper.done(provider().expireCheckout(checkout.key())) instanceof Checkout.Paid;
        });

        assertThat(seen.stream().distinct()).hasSize(1);
        assertThat(shopper.invoices()).hasSize(seen.get(0) ? 1 : 0);
    }
}
