package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SwitchRequest;

/** Does as the real one does, but for what a fault overrides. */
class DelegatingSubscriptions implements SubscriptionProvider {

    final SubscriptionProvider real;

    DelegatingSubscriptions(SubscriptionProvider real) {
        this.real = real;
    }

    @Override
    public Answer<Checkout> openSubscription(SubscriptionRequest request, CheckoutRequest.Pages pages) {
        return real.openSubscription(request, pages);
    }

    @Override
    public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
        return real.subscribe(request);
    }

    @Override
    public Answer<ProviderSubscription> subscription(String key) {
        return real.subscription(key);
    }

    @Override
    public Answer<SwitchQuote> quoteSwitch(SwitchRequest request) {
        return real.quoteSwitch(request);
    }

    @Override
    public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
        return real.switchNow(request);
    }

    @Override
    public Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request) {
        return real.switchAtPeriodEnd(request);
    }

    @Override
    public Answer<ProviderSubscription> discount(String subscriptionKey, RecurringDiscount discount) {
        return real.discount(subscriptionKey, discount);
    }

    @Override
    public Answer<ProviderSubscription> cancelAtPeriodEnd(String subscriptionKey) {
        return real.cancelAtPeriodEnd(subscriptionKey);
    }

    @Override
    public Answer<ProviderSubscription> cancelNow(String subscriptionKey) {
        return real.cancelNow(subscriptionKey);
    }

    @Override
    public Answer<ProviderSubscription> resume(String subscriptionKey) {
        return real.resume(subscriptionKey);
    }
}
