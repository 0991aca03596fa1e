package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SwitchRequest;
import java.time.Instant;

/** Each verb a transaction, after whatever was due of the subscription until then. */
final class LocalSubscriptions implements SubscriptionProvider {

    private final LocalDatabase database;
    private final Subscribing subscribing;
    private final Renewing renewing;
    private final Switching switching;

    LocalSubscriptions(LocalDatabase database, Subscribing subscribing, Renewing renewing) {
        this.database = database;
        this.subscribing = subscribing;
        this.renewing = renewing;
        switching = new Switching(renewing);
    }

    @Override
    public Answer<Checkout> openSubscription(SubscriptionRequest request, CheckoutRequest.Pages pages) {
        return database.answer((now, connection) -> subscribing.open(connection, now, request, pages));
    }

    @Override
    public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
        return database.answer((now, connection) -> subscribing.subscribe(connection, now, request));
    }

    @Override
    public Answer<ProviderSubscription> subscription(String key) {
        return changed(key, (now, current) -> current);
    }

    @Override
    public Answer<SwitchQuote> quoteSwitch(SwitchRequest request) {
        return database.answer((now, connection) -> switching.quote(connection, now, request));
    }

    @Override
    public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
        return database.answer((now, connection) -> switching.now(connection, now, request));
    }

    @Override
    public Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request) {
        return database.answer((now, connection) -> switching.atPeriodEnd(connection, now, request));
    }

    @Override
    public Answer<ProviderSubscription> discount(String subscriptionKey, RecurringDiscount discount) {
        return database.answer((now, connection) -> {
            var current = renewing.current(connection, now, subscriptionKey);
            if (current.isEmpty()) {
                return Answers.noSubscription(subscriptionKey);
            }
            var wrong = SubscriptionLimits.wrong(discount, current.get());
            return wrong.isPresent()
                    ? Answer.refused(Refusal.INVALID, wrong.get())
                    : Answer.done(renewing.change(
                                    connection,
                                    now,
                                    current.get(),
                                    current.get().reduced(discount))
                            .shown());
        });
    }

    @Override
    public Answer<ProviderSubscription> cancelAtPeriodEnd(String subscriptionKey) {
        return changed(subscriptionKey, (now, current) -> current.isOver() ? current : current.endingWithPeriod());
    }

    @Override
    public Answer<ProviderSubscription> cancelNow(String subscriptionKey) {
        return changed(subscriptionKey, (now, current) -> current.isOver() ? current : current.ended(now));
    }

    @Override
    public Answer<ProviderSubscription> resume(String subscriptionKey) {
        var resumed = changed(subscriptionKey, (now, current) -> current.isOver() ? current : current.goingOn());
        return resumed instanceof Answer.Done<ProviderSubscription> done
                        && done.value().state() == ProviderSubscription.State.ENDED
                ? Answer.refused(
                        Refusal.INVALID, "The subscription '" + subscriptionKey + "' has ended; begin another.")
                : resumed;
    }

    @FunctionalInterface
    private interface Change {

        Subscription of(Instant now, Subscription current);
    }

    private Answer<ProviderSubscription> changed(String key, Change change) {
        return database.answer((now, connection) -> {
            var current = renewing.current(connection, now, key);
            return current.isEmpty()
                    ? Answers.noSubscription(key)
                    : Answer.done(renewing.change(connection, now, current.get(), change.of(now, current.get()))
                            .shown());
        });
    }

    /** Tries to take what the subscription owes at once; where it owes nothing, does nothing. */
    ProviderSubscription retry(String key) {
        return database.decide((now, connection) -> {
            var current = renewing.current(connection, now, key)
                    .orElseThrow(() -> new IllegalArgumentException("No subscription was begun under '" + key + "'."));
            boolean pays = current.state() == ProviderSubscription.State.PAST_DUE
                    && renewing.refusal(connection, current).isEmpty();
            if (pays) {
                renewing.pay(connection, now, current, current);
            }
            return renewing.current(connection, now, key).orElse(current).shown();
        });
    }
}
