package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Money taken with nobody there: from the default means of payment, once, and invoiced. */
abstract class ChargeContract extends ProviderSuite {

    ChargeContract(Maker maker) {
        super(maker);
    }

    @Test
    void the_saved_card_is_charged_and_invoiced() {
        shopper.pay();
        under.clock().advance(Duration.ofDays(30));
        var payment = done(provider().charge(shopper.charge("3.00 USD")));

        assertThat(payment.money()).isEqualTo(Money.parse("3.00 USD"));
        assertThat(payment.paidAt()).isEqualTo(under.clock().instant());
        assertThat(shopper.invoices().get(0).id()).isEqualTo(payment.invoiceId());
    }

    @Test
    void who_has_no_means_of_payment_is_not_charged() {
        refused(provider().charge(shopper.charge("3.00 USD")), Refusal.NO_PAYMENT_METHOD);
        assertThat(shopper.invoices()).isEmpty();
    }

    @Test
    void a_customer_the_provider_does_not_know_is_not_charged() {
        refused(
                provider().charge(new ChargeRequest(Shopper.key(), "nobody", Shopper.PRICE, "Top-up")),
                Refusal.NOT_FOUND);
    }

    @Test
    void a_card_that_has_expired_since_is_declined() {
        shopper.pay(shopper.open(), Card.EXPIRES_LATER);

        refused(provider().charge(shopper.charge("3.00 USD")), Refusal.DECLINED);
        assertThat(shopper.invoices()).hasSize(1);
    }

    @Test
    void a_card_that_needs_its_owner_says_so() {
        var checkout = shopper.open();
        under.pay(checkout, Card.NEEDS_AUTHENTICATION);
        under.confirm(checkout);

        refused(provider().charge(shopper.charge("3.00 USD")), Refusal.NEEDS_AUTHENTICATION);
        assertThat(shopper.invoices()).hasSize(1);
    }

    @Test
    void a_card_that_was_forgotten_is_not_charged() {
        shopper.pay();
        done(provider().forget(shopper.customerId, shopper.methods().get(0).id()));

        refused(provider().charge(shopper.charge("3.00 USD")), Refusal.NO_PAYMENT_METHOD);
    }

    @Test
    void the_default_is_charged_and_no_other() {
        shopper.pay(shopper.open(), Card.EXPIRES_LATER);
        shopper.pay(shopper.open(), Card.GOOD);
        refused(provider().charge(shopper.charge("3.00 USD")), Refusal.DECLINED);

        done(provider().makeDefault(shopper.customerId, shopper.methods().get(1).id()));
        done(provider().charge(shopper.charge("3.00 USD")));
    }

    @Test
    void nothing_is_no_charge() {
        shopper.pay();

        refused(provider().charge(shopper.charge("0.00 USD")), Refusal.INVALID);
    }

    @Test
    void a_charge_can_be_returned() {
        shopper.pay();
        var payment = done(provider().charge(shopper.charge("3.00 USD")));

        assertThat(done(shopper.refund(payment, "3.00 USD")).paymentId()).isEqualTo(payment.id());
        refused(shopper.refund(payment, "0.01 USD"), Refusal.REFUND_TOO_LARGE);
    }
}
