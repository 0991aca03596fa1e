package dev.spike.billing.postgres;

import dev.spike.billing.CheckoutResult;
import dev.spike.billing.postgres.Placing.Placed;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.CheckoutLine;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.PaymentProvider;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The provider is asked for the page of an order, which may be open already, under the key that it was asked for before. */
final class Opening {

    private final BillingDatabase database;
    private final Answering answering;
    private final Ending ending;
    private final Orders orders = new Orders();
    private final Customers customers;

    Opening(BillingDatabase database, Answering answering, Ending ending) {
        this.database = database;
        this.answering = answering;
        this.ending = ending;
        this.customers = new Customers(database);
    }

    /** Nothing when the page can no longer be paid. */
    Optional<CheckoutResult> open(PaymentProvider provider, Placed.Waiting waiting, Instant now) {
        var key = waiting.checkout().key();
        return customers
                .customer(provider, waiting.checkout().owner(), now)
                .<Optional<CheckoutResult>>fold(
                        customer -> open(provider, waiting, customer, now),
                        refused -> answering.refused(key, refused.message(), now),
                        unknown -> answering.unknown(key, unknown.cause(), now));
    }

    private Optional<CheckoutResult> open(
            PaymentProvider provider, Placed.Waiting waiting, Customer customer, Instant now) {
        var key = waiting.checkout().key();
        return provider.openCheckout(request(waiting, customer))
                .<Optional<CheckoutResult>>fold(
                        checkout -> opened(provider, waiting.checkout(), checkout, now),
                        refused -> answering.refused(key, refused.message(), now),
                        unknown -> answering.unknown(key, unknown.cause(), now));
    }

    /** Made of what is stored and of nothing else, so that a repeat has the same content. */
    private static CheckoutRequest request(Placed.Waiting waiting, Customer customer) {
        var terms = waiting.order().order().terms();
        return new CheckoutRequest(
                waiting.checkout().key(),
                customer.id(),
                terms.lines().stream()
                        .map(line -> new CheckoutLine(line.name(), line.quantity(), line.unitPrice()))
                        .toList(),
                terms.totals().discount(),
                terms.totals().total(),
                waiting.checkout().pages(),
                waiting.checkout().expiresAt());
    }

    private Optional<CheckoutResult> opened(
            PaymentProvider provider, CheckoutRow asked, Checkout checkout, Instant now) {
        return checkout.<Optional<CheckoutResult>>fold(
                open -> waits(provider, asked, open.page(), now),
                paid -> answering.paid(paid, now),
                expired -> answering.expired(expired.key(), now));
    }

    /** While the page was opened, another tab may have changed the cart and given the order up, or the customer paid. */
    private Optional<CheckoutResult> waits(PaymentProvider provider, CheckoutRow asked, URI page, Instant now) {
        var order = database.inTransaction((connection, untold) -> {
            orders.checkouts().opened(connection, asked.key(), page, now);
            return orders.get(connection, asked.owner(), asked.order()).order();
        });
        return order.<Optional<CheckoutResult>>fold(
                pending -> Optional.of(new CheckoutResult.Page(pending, page)),
                paid -> Optional.of(new CheckoutResult.AlreadyPaid(paid)),
                cancelled -> ending.end(provider, asked.key(), now),
                mispaid -> Optional.of(new CheckoutResult.AlreadyPaid(mispaid)));
    }
}
