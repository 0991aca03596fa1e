package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** A key does one thing once: the same again finds it, another thing is refused. */
abstract class KeyContract extends ProviderSuite {

    private static final Money OTHER = Money.parse("19.99 USD");

    KeyContract(Maker maker) {
        super(maker);
    }

    @Test
    void the_provider_has_a_name_that_configuration_can_say() {
        assertThat(provider().name()).matches("[a-z][a-z0-9-]{0,39}");
    }

    @Test
    void a_billable_is_one_customer_whatever_its_name_is_now() {
        var again = provider().customer(new CustomerRequest(shopper.billable, "Ada Lovelace", null));

        assertThat(done(again)).isEqualTo(new Customer(shopper.customerId));
    }

    @Test
    void two_billables_are_two_customers_also_with_one_address() {
        var other = new CustomerRequest(Shopper.anybody(), "Ada", "ada@example.com");

        assertThat(done(provider().customer(other)).id()).isNotEqualTo(shopper.customerId);
    }

    @Test
    void the_same_checkout_again_is_the_same_page() {
        var request = shopper.request();
        var first = done(provider().openCheckout(request));

        assertThat(done(provider().openCheckout(request))).isEqualTo(first);
        assertThat(done(provider().checkout(request.key()))).isEqualTo(first);
    }

    @Test
    void two_keys_are_two_pages() {
        assertThat(shopper.open().page()).isNotEqualTo(shopper.open().page());
    }

    @Test
    void another_checkout_under_the_key_is_refused() {
        var key = Shopper.key();
        done(provider().openCheckout(shopper.request(key, Shopper.PRICE)));

        refused(provider().openCheckout(shopper.request(key, OTHER)), Refusal.KEY_REUSED);
    }

    @Test
    void the_same_refund_again_is_made_once() {
        var payment = shopper.pay();
        var request = shopper.refundOf(payment, "15.00 USD");
        var first = done(provider().refund(request));

        assertThat(done(provider().refund(request))).isEqualTo(first);
        done(shopper.refund(payment, "5.00 USD"));
    }

    @Test
    void another_refund_under_the_key_is_refused() {
        var request = shopper.refundOf(shopper.pay(), "5.00 USD");
        done(provider().refund(request));

        refused(
                provider().refund(new RefundRequest(request.key(), request.paymentId(), OTHER, request.reason())),
                Refusal.KEY_REUSED);
    }

    @Test
    void the_same_charge_again_charges_once() {
        shopper.pay();
        var request = shopper.charge("3.00 USD");
        var first = done(provider().charge(request));

        assertThat(done(provider().charge(request))).isEqualTo(first);
        assertThat(shopper.invoices()).hasSize(2);
    }

    @Test
    void another_charge_under_the_key_is_refused() {
        shopper.pay();
        var request = shopper.charge("3.00 USD");
        done(provider().charge(request));

        refused(
                provider()
                        .charge(new ChargeRequest(
                                request.key(), shopper.customerId, Money.parse("4.00 USD"), request.description())),
                Refusal.KEY_REUSED);
        assertThat(shopper.invoices()).hasSize(2);
    }

    @Test
    void a_charge_that_was_declined_stays_declined_under_its_key() {
        var request = shopper.charge("3.00 USD");
        refused(provider().charge(request), Refusal.NO_PAYMENT_METHOD);
        shopper.pay();

        refused(provider().charge(request), Refusal.NO_PAYMENT_METHOD);
        assertThat(shopper.invoices()).hasSize(1);
    }
}
