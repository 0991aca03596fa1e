package dev.spike.billing.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes money for us. An SPI; implementations are thread-safe and pass the testkit's {@code PaymentProviderContract}.
 *
 * <p>Every call may be repeated: a request carries a key, and the same key with the same content gets the first answer. No
 * call throws because of the provider or the network: what is not known to have been done or refused is
 * {@link Answer.Unknown}, and is learned later by asking under the key.
 */
public interface PaymentProvider {

    /** The name by which configuration chooses it, such as {@code local}; stored with everything it sold. */
    String name();

    /** Makes the customer, or finds the one made under the key. */
    Answer<Customer> customer(CustomerRequest request);

    /** Opens a page on which the customer pays, or finds the one opened under the key, whatever became of it since. */
    Answer<Checkout> openCheckout(CheckoutRequest request);

    /** What has become of the checkout opened under the key; refused as {@link Refusal#NOT_FOUND} if there is none. */
    Answer<Checkout> checkout(String key);

    /** Ends an open checkout, so that it can no longer be paid; one that is paid stays paid, and the answer says so. */
    Answer<Checkout> expireCheckout(String key);

    /**
     * Returns money of a payment, or finds the refund made under the key, as it stands; never more in all than was paid. One
     * that failed is not made again under its key.
     */
    Answer<Refund> refund(RefundRequest request);

    /** What has become of the refund asked for under the key; refused as {@link Refusal#NOT_FOUND} if there is none. */
    Answer<Refund> refund(String key);

    /** The customer's means of payment, the default first. */
    Answer<List<PaymentMethod>> paymentMethods(String customerId);

    /** Makes a means of payment the one used when nobody is there to choose. */
    Answer<PaymentMethod> makeDefault(String customerId, String paymentMethodId);

    /** Forgets a means of payment; forgetting it again is done. */
    Answer<Forgotten> forget(String customerId, String paymentMethodId);

    /**
     * Forgets who the customer is: name, addresses, means of payment, and the billable, so that the same billable is made another
     * customer when it comes again. What was paid stays in the books, as the law asks, and is told of as before. Forgetting
     * again is done. Refused as {@link Refusal#INVALID}, and nothing forgotten, while a page of the customer's is open or a
     * subscription goes on.
     *
     * <p>Refused as {@link Refusal#NOT_OFFERED} by a provider that has no such verb: there it is done by hand.
     */
    default Answer<Customer> forgetCustomer(String customerId) {
        return Answer.refused(
                Refusal.NOT_OFFERED,
                "The provider '" + name() + "' cannot be asked to forget a customer; do it there, for the customer '"
                        + customerId + "'.");
    }

    /** The customer's invoices, newest first, at most {@code limit}. */
    Answer<List<Invoice>> invoices(String customerId, int limit);

    /** Takes money with nobody there, from the default means of payment, and invoices it; or finds what the key did. */
    Answer<Payment> charge(ChargeRequest request);

    /**
     * The deliveries made after the one named, oldest first, also those that never arrived: the cure for lost webhooks.
     *
     * @param after the provider's id of the last one known; empty for the oldest that is still kept
     * @param limit 1 to 100
     */
    Answer<List<Delivery>> deliveriesAfter(String after, int limit);

    /** What it does for subscriptions; none for a provider that only takes single payments. */
    default Optional<SubscriptionProvider> subscriptions() {
        return Optional.empty();
    }

    /** Whether the bytes come from the provider, unaltered, and lately. No network is used. */
    Verification verify(RawWebhook webhook, Instant now);

    /** Says in our words what the delivery tells. Pure; also for bytes stored long ago. */
    ProviderEvent read(Delivery delivery);
}
