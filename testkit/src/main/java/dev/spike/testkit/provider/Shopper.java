package dev.spike.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.Billable;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Page;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A customer nobody else is, who buys for 20.00 USD. */
final class Shopper {

    static final Money PRICE = Money.parse("20.00 USD");

    /** The most the SPI gives at once. */
    private static final int PAGE_MAX = 100;

    private final ProviderUnderTest under;
    final Billable billable = anybody();
    final String customerId;

    Shopper(ProviderUnderTest under) {
        this.under = under;
        customerId = done(provider().customer(new CustomerRequest(billable, "Ada", "ada@example.com")))
                .id();
    }

    static <T> T done(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((Answer.Done<T>) answer).value();
    }

    static <T> void refused(Answer<T> answer, Refusal refusal) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        var refused = (Answer.Refused<T>) answer;
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.message()).isNotBlank();
    }

    static Billable anybody() {
        return Billable.of("user", UUID.randomUUID().toString());
    }

    static String key() {
        return "key_" + UUID.randomUUID();
    }

    private PaymentProvider provider() {
        return under.provider();
    }

    CheckoutRequest request(String key, Money total) {
        return new CheckoutRequest(
                key,
                customerId,
                List.of(new CheckoutLine("Pack", 1, total)),
                Money.zero(total.currency()),
                total,
                new Pages(URI.create("http://127.0.0.1:9/paid"), URI.create("http://127.0.0.1:9/cancelled")),
                under.clock().instant().plus(Duration.ofHours(1)));
    }

    CheckoutRequest request() {
        return request(key(), PRICE);
    }

    Checkout.Open open() {
        return (Checkout.Open) done(provider().openCheckout(request()));
    }

    Checkout checkout(Checkout checkout) {
        return done(provider().checkout(checkout.key()));
    }

    Payment pay(Checkout.Open checkout, Card card) {
        assertThat(under.pay(checkout, card)).isEqualTo(Page.PAID);
        return ((Checkout.Paid) checkout(checkout)).payment();
    }

    /** Pays 20.00 USD with a good card. */
    Payment pay() {
        return pay(open(), Card.GOOD);
    }

    RefundRequest refundOf(Payment payment, String money) {
        return new RefundRequest(key(), payment.id(), Money.parse(money), "not liked");
    }

    Answer<Refund> refund(Payment payment, String money) {
        return provider().refund(refundOf(payment, money));
    }

    ChargeRequest charge(String money) {
        return new ChargeRequest(key(), customerId, Money.parse(money), "Top-up");
    }

    List<PaymentMethod> methods() {
        return done(provider().paymentMethods(customerId));
    }

    List<Invoice> invoices() {
        return done(provider().invoices(customerId, PAGE_MAX));
    }

    /** Everything the provider ever had to tell, page by page. */
    List<Delivery> told() {
        var all = new ArrayList<Delivery>();
        List<Delivery> page;
        do {
            page = done(provider()
                    .deliveriesAfter(
                            all.isEmpty() ? "" : all.get(all.size() - 1).id(), PAGE_MAX));
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /** What the provider has to tell of the kind. */
    <E extends ProviderEvent> List<E> told(Class<E> kind) {
        return told().stream()
                .map(provider()::read)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
