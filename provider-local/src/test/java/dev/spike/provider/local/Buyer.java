package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.Billable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Somebody with a checkout. */
final class Buyer {

    static final URI PAID = URI.create("http://shop.example:8080/paid?order=1&x='%22");
    static final URI CANCELLED = URI.create("http://shop.example:8080/cancelled");

    private Buyer() {}

    static <T> T done(Answer<T> answer) {
        return ((Answer.Done<T>) answer).value();
    }

    static Checkout.Open open(LocalUnderTest under) {
        return open(under, "Pack");
    }

    static Checkout.Open open(LocalUnderTest under, String line) {
        return (Checkout.Open) done(under.provider().openCheckout(request(under, line)));
    }

    static CheckoutRequest request(LocalUnderTest under, String line) {
        return new CheckoutRequest(
                UUID.randomUUID().toString(),
                customer(under.provider()),
                List.of(new CheckoutLine(line, 2, Money.parse("10.00 USD"))),
                Money.parse("1.50 USD"),
                Money.parse("18.50 USD"),
                new Pages(PAID, CANCELLED),
                under.clock().instant().plus(Duration.ofHours(1)));
    }

    static String customer(PaymentProvider provider) {
        var billable = Billable.of("user", UUID.randomUUID().toString());
        return done(provider.customer(new CustomerRequest(billable, null, null)))
                .id();
    }
}
