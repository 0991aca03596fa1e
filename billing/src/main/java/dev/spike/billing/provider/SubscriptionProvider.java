package dev.spike.billing.provider;

import dev.spike.billing.Money;
import dev.spike.billing.renewal.Span;

/**
 * What a provider of subscriptions does for us: it keeps the calendar of what it bills, takes the money of every period, tries
 * again where it could not, and tells of each. An SPI; thread-safe, and as repeatable as {@link PaymentProvider}.
 *
 * <p>A subscription is named by the key under which it was begun. Each change of it carries a key of its own.
 */
public interface SubscriptionProvider {

    /** Opens a page on which the customer begins to subscribe; paid when the subscription has begun, in a trial with nothing. */
    Answer<Checkout> openSubscription(SubscriptionRequest request, CheckoutRequest.Pages pages);

    /** Begins to subscribe with nobody there, from the default means of payment. */
    Answer<ProviderSubscription> subscribe(SubscriptionRequest request);

    /** The subscription begun under the key; refused as {@link Refusal#NOT_FOUND} if there is none. */
    Answer<ProviderSubscription> subscription(String key);

    /** What a switch at the instant would cost now; nothing is done. */
    Answer<SwitchQuote> quoteSwitch(SwitchRequest request);

    /**
     * Switches now: the old period ends, a new one begins and is charged at once, less what was paid for the rest of the old
     * one. Refused, and nothing changed, if the money cannot be taken.
     */
    Answer<ProviderSubscription> switchNow(SwitchRequest request);

    /** Switches when the period ends; a later request for the same subscription replaces this one. */
    Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request);

    /**
     * Takes something off the periods that are billed from now on, instead of any discount that runs; one of the code that it has
     * already is done. Refused as {@link Refusal#INVALID} when it does not fit the price, or the subscription has ended.
     */
    Answer<ProviderSubscription> discount(String subscriptionKey, RecurringDiscount discount);

    /** It ends when the period does; cancelling again is done. */
    Answer<ProviderSubscription> cancelAtPeriodEnd(String subscriptionKey);

    /** It ends at once; no money is returned. */
    Answer<ProviderSubscription> cancelNow(String subscriptionKey);

    /** It goes on after all; refused as {@link Refusal#INVALID} once it has ended. */
    Answer<ProviderSubscription> resume(String subscriptionKey);

    /**
     * What a switch costs.
     *
     * @param due to be paid at once
     * @param period that would begin
     */
    record SwitchQuote(Money due, Span period) {}
}
