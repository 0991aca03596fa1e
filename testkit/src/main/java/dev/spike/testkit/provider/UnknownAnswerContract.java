package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** A lost reply is neither yes nor no; asking again tells, and it was done once. */
abstract class UnknownAnswerContract extends ProviderSuite {

    UnknownAnswerContract(Maker maker) {
        super(maker);
    }

    private static void unknown(Answer<?> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Unknown.class, unknown -> assertThat(unknown.cause())
                .isNotBlank());
    }

    @Test
    void a_checkout_whose_reply_was_lost_is_found_under_its_key() {
        var request = shopper.request();
        unknown(under.losingReplies().openCheckout(request));

        var found = done(provider().checkout(request.key()));

        assertThat(found).isInstanceOf(Checkout.Open.class);
        assertThat(done(provider().openCheckout(request))).isEqualTo(found);
    }

    @Test
    void a_refund_whose_reply_was_lost_was_made_once() {
        var payment = shopper.pay();
        var request = shopper.refundOf(payment, "20.00 USD");
        unknown(under.losingReplies().refund(request));

        var found = done(provider().refund(request.key()));

        assertThat(done(provider().refund(request))).isEqualTo(found);
        assertThat(found.money()).isEqualTo(payment.money());
    }

    @Test
    void a_charge_whose_reply_was_lost_was_made_once() {
        shopper.pay();
        var request = shopper.charge("3.00 USD");
        unknown(under.losingReplies().charge(request));

        done(provider().charge(request));

        assertThat(shopper.invoices()).hasSize(2);
    }

    @Test
    void a_checkout_ended_without_a_reply_is_ended() {
        var checkout = shopper.open();
        unknown(under.losingReplies().expireCheckout(checkout.key()));

        assertThat(shopper.checkout(checkout)).isInstanceOf(Checkout.Expired.class);
    }

    @Test
    void a_card_forgotten_without_a_reply_is_forgotten() {
        shopper.pay();
        var id = shopper.methods().get(0).id();
        unknown(under.losingReplies().forget(shopper.customerId, id));

        done(provider().forget(shopper.customerId, id));

        assertThat(shopper.methods()).isEmpty();
    }

    @Test
    void a_customer_made_without_a_reply_is_the_one_found_again() {
        var request = new CustomerRequest(Shopper.anybody(), "Ada", null);
        unknown(under.losingReplies().customer(request));

        assertThat(done(provider().customer(request))).isEqualTo(done(provider().customer(request)));
    }
}
