package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import dev.spike.testkit.provider.ProviderUnderTest.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checkout is open until it is paid or has expired, and then stays so. */
abstract class CheckoutContract extends ProviderSuite {

    CheckoutContract(Maker maker) {
        super(maker);
    }

    @Test
    void an_open_checkout_has_a_page() {
        assertThat(shopper.open().page().isAbsolute()).isTrue();
    }

    @Test
    void there_is_nothing_under_a_key_that_opened_nothing() {
        refused(provider().checkout(Shopper.key()), Refusal.NOT_FOUND);
        refused(provider().expireCheckout(Shopper.key()), Refusal.NOT_FOUND);
    }

    @Test
    void a_customer_the_provider_does_not_know_cannot_pay() {
        var request = shopper.request();

        refused(
                provider()
                        .openCheckout(new CheckoutRequest(
                                request.key(),
                                "nobody",
                                request.lines(),
                                request.discount(),
                                request.total(),
                                request.pages(),
                                request.expiresAt())),
                Refusal.NOT_FOUND);
    }

    @Test
    void a_total_that_is_not_the_lines_less_the_discount_is_refused() {
        var request = shopper.request();

        refused(
                provider()
                        .openCheckout(new CheckoutRequest(
                                request.key(),
                                request.customerId(),
                                List.of(new CheckoutLine("Pack", 2, Shopper.PRICE)),
                                Money.parse("10.00 USD"),
                                Money.parse("30.01 USD"),
                                request.pages(),
                                request.expiresAt())),
                Refusal.INVALID);
    }

    @Test
    void nothing_to_pay_is_refused() {
        refused(provider().openCheckout(shopper.request(Shopper.key(), Money.parse("0 USD"))), Refusal.INVALID);
    }

    @Test
    void a_checkout_that_would_be_over_before_it_begins_is_refused() {
        var request = shopper.request();
        under.clock().set(request.expiresAt());

        refused(provider().openCheckout(request), Refusal.INVALID);
    }

    @Test
    void a_paid_checkout_says_what_was_paid_and_when() {
        under.clock().advance(Duration.ofMinutes(5));
        var payment = shopper.pay();

        assertThat(payment.id()).isNotBlank();
        assertThat(payment.money()).isEqualTo(Shopper.PRICE);
        assertThat(payment.paidAt()).isEqualTo(under.clock().instant());
    }

    @Test
    void a_currency_without_decimals_is_paid_as_it_is() {
        var checkout =
                (Checkout.Open) done(provider().openCheckout(shopper.request(Shopper.key(), Money.parse("1999 JPY"))));

        assertThat(shopper.pay(checkout, Card.GOOD).money()).isEqualTo(Money.of(1_999, "JPY"));
    }

    @Test
    void a_paid_checkout_asked_for_again_is_paid() {
        var request = shopper.request();
        var paid = shopper.pay((Checkout.Open) done(provider().openCheckout(request)), Card.GOOD);

        assertThat(done(provider().openCheckout(request))).isEqualTo(new Checkout.Paid(request.key(), paid));
    }

    @Test
    void paying_a_second_time_takes_nothing() {
        var checkout = shopper.open();
        var paid = shopper.pay(checkout, Card.GOOD);

        assertThat(shopper.pay(checkout, Card.GOOD)).isEqualTo(paid);
        assertThat(shopper.invoices()).hasSize(1);
    }

    @Test
    void a_declined_card_leaves_the_checkout_open() {
        var checkout = shopper.open();

        assertThat(under.pay(checkout, Card.DECLINED)).isEqualTo(Page.DECLINED);
        assertThat(shopper.checkout(checkout)).isEqualTo(checkout);
        assertThat(shopper.invoices()).isEmpty();
    }

    @Test
    void after_a_declined_card_another_pays() {
        var checkout = shopper.open();
        under.pay(checkout, Card.DECLINED);

        assertThat(shopper.pay(checkout, Card.GOOD).money()).isEqualTo(Shopper.PRICE);
    }

    @Test
    void a_card_that_needs_authentication_pays_nothing_before_it() {
        var checkout = shopper.open();

        assertThat(under.pay(checkout, Card.NEEDS_AUTHENTICATION)).isEqualTo(Page.NEEDS_AUTHENTICATION);
        assertThat(shopper.checkout(checkout)).isEqualTo(checkout);
        assertThat(shopper.methods()).isEmpty();
    }

    @Test
    void a_card_that_needs_authentication_pays_after_it() {
        var checkout = shopper.open();
        under.pay(checkout, Card.NEEDS_AUTHENTICATION);

        assertThat(under.confirm(checkout)).isEqualTo(Page.PAID);
        assertThat(shopper.checkout(checkout)).isInstanceOf(Checkout.Paid.class);
    }

    @Test
    void a_checkout_expires_at_its_instant_and_not_before() {
        var checkout = shopper.open();

        under.clock().advance(Duration.ofHours(1).minusMillis(1));
        assertThat(shopper.checkout(checkout)).isEqualTo(checkout);
        under.clock().advance(Duration.ofMillis(1));
        assertThat(shopper.checkout(checkout)).isEqualTo(new Checkout.Expired(checkout.key()));
    }

    @Test
    void an_expired_checkout_cannot_be_paid() {
        var checkout = shopper.open();
        under.clock().advance(Duration.ofHours(1));

        assertThat(under.pay(checkout, Card.GOOD)).isEqualTo(Page.EXPIRED);
        assertThat(shopper.invoices()).isEmpty();
    }

    @Test
    void an_authentication_after_the_expiry_pays_nothing() {
        var checkout = shopper.open();
        under.pay(checkout, Card.NEEDS_AUTHENTICATION);
        under.clock().advance(Duration.ofHours(1));

        assertThat(under.confirm(checkout)).isEqualTo(Page.EXPIRED);
        assertThat(shopper.checkout(checkout)).isEqualTo(new Checkout.Expired(checkout.key()));
    }

    @Test
    void a_checkout_that_was_ended_cannot_be_paid() {
        var checkout = shopper.open();

        assertThat(done(provider().expireCheckout(checkout.key()))).isEqualTo(new Checkout.Expired(checkout.key()));
        assertThat(under.pay(checkout, Card.GOOD)).isEqualTo(Page.EXPIRED);
        assertThat(shopper.checkout(checkout)).isEqualTo(new Checkout.Expired(checkout.key()));
    }

    @Test
    void ending_a_checkout_again_is_done() {
        var checkout = shopper.open();
        var ended = done(provider().expireCheckout(checkout.key()));

        assertThat(done(provider().expireCheckout(checkout.key()))).isEqualTo(ended);
    }

    @Test
    void ending_a_paid_checkout_says_that_it_is_paid() {
        var checkout = shopper.open();
        var paid = shopper.pay(checkout, Card.GOOD);

        assertThat(done(provider().expireCheckout(checkout.key()))).isEqualTo(new Checkout.Paid(checkout.key(), paid));
    }
}
