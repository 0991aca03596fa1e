package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.Interval;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent.BilledPeriod;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.billing.renewal.Periods;
import dev.spike.billing.renewal.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions of the fake provider: it keeps its own calendar and tells nothing by itself. */
final class FakeSubscriptions implements SubscriptionProvider {

    private final FakeProvider provider;
    private final Map<String, SubscriptionRequest> asked = new HashMap<>();
    private final Map<String, ProviderSubscription> subscriptions = new HashMap<>();
    private final Map<String, SubscriptionTerms> pending = new HashMap<>();
    private final Map<String, ProviderSubscription> done = new HashMap<>();
    private final Map<String, RecurringDiscount> discounts = new HashMap<>();
    private final List<SwitchRequest> switches = new ArrayList<>();
    InstantSource clock = () -> Instant.EPOCH;

    FakeSubscriptions(FakeProvider provider) {
        this.provider = provider;
    }

    List<SwitchRequest> everSwitched() {
        return List.copyOf(switches);
    }

    ProviderSubscription get(String key) {
        return requireNonNull(subscriptions.get(key));
    }

    /** The customer goes through with it. */
    ProviderSubscription begin(String key) {
        var request = requireNonNull(asked.get(key));
        provider.pay(key, request.terms().price());
        var now = clock.instant();
        var trialEndsAt = request.trialEndsAt();
        return trialEndsAt == null
                ? put(new ProviderSubscription(
                        key, 1, State.ACTIVE, request.terms(), first(request.terms(), now), null))
                : put(new ProviderSubscription(key, 1, State.TRIAL, request.terms(), new Span(now, trialEndsAt), null));
    }

    private static Span first(SubscriptionTerms terms, Instant start) {
        var periods = terms.interval() == Interval.YEARLY
                ? Periods.yearly(start, ZoneOffset.UTC)
                : Periods.monthly(start, ZoneOffset.UTC);
        return periods.get(0);
    }

    private ProviderSubscription put(ProviderSubscription subscription) {
        subscriptions.put(subscription.key(), subscription);
        return subscription;
    }

    private ProviderSubscription change(
            String key, State state, SubscriptionTerms terms, Span period, @Nullable Instant endsAt) {
        return put(new ProviderSubscription(key, get(key).version() + 1, state, terms, period, endsAt));
    }

    /** The period is over and the next one is paid. */
    ProviderSubscription renew(String key) {
        return next(key, State.ACTIVE);
    }

    /** The period is over and the next one could not be paid. */
    ProviderSubscription fail(String key) {
        return next(key, State.PAST_DUE);
    }

    private ProviderSubscription next(String key, State state) {
        var before = get(key);
        var waiting = pending.remove(key);
        var terms = waiting == null ? before.terms() : waiting;
        return change(key, state, terms, first(terms, before.period().end()), null);
    }

    /** Something about the current period is not paid. */
    ProviderSubscription pastDue(String key) {
        var before = get(key);
        return change(key, State.PAST_DUE, before.terms(), before.period(), null);
    }

    /** What was not paid is. */
    ProviderSubscription recover(String key) {
        var before = get(key);
        return change(key, State.ACTIVE, before.terms(), before.period(), null);
    }

    /** The period that was cancelled is over. */
    ProviderSubscription end(String key) {
        var before = get(key);
        return change(
                key,
                State.ENDED,
                before.terms(),
                before.period(),
                before.period().end());
    }

    SubscriptionChanged changed(ProviderSubscription subscription) {
        return new SubscriptionChanged(clock.instant(), subscription);
    }

    PeriodPaid paid(ProviderSubscription subscription) {
        var price = subscription.terms().price();
        return new PeriodPaid(
                clock.instant(),
                subscription.key(),
                new BilledPeriod(subscription.period(), subscription.terms()),
                new Payment("pay_" + subscription.key() + subscription.version(), price, clock.instant(), null));
    }

    PeriodUnpaid unpaid(ProviderSubscription subscription) {
        return new PeriodUnpaid(
                clock.instant(), subscription.key(), new BilledPeriod(subscription.period(), subscription.terms()));
    }

    @Override
    public Answer<Checkout> openSubscription(SubscriptionRequest request, Pages pages) {
        return provider.answer(() -> {
            var earlier = asked.putIfAbsent(request.key(), request);
            if (earlier != null && !earlier.equals(request)) {
                return Answer.refused(Refusal.KEY_REUSED, "The key came with other content.");
            }
            if (earlier == null) {
                provider.open(request.key());
            }
            return provider.checkout(request.key());
        });
    }

    @Override
    public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer<ProviderSubscription> subscription(String key) {
        return provider.answer(() -> Answer.done(get(key)));
    }

    @Override
    public Answer<SwitchQuote> quoteSwitch(SwitchRequest request) {
        return provider.answer(
                () -> Answer.done(new SwitchQuote(request.terms().price(), first(request.terms(), clock.instant()))));
    }

    @Override
    public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
        return provider.answer(() -> Answer.done(done.computeIfAbsent(request.key(), key -> {
            switches.add(request);
            return change(
                    request.subscriptionKey(),
                    State.ACTIVE,
                    request.terms(),
                    first(request.terms(), clock.instant()),
                    null);
        })));
    }

    @Override
    public Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request) {
        return provider.answer(() -> {
            switches.add(request);
            pending.put(request.subscriptionKey(), request.terms());
            return Answer.done(get(request.subscriptionKey()));
        });
    }

    @Override
    public Answer<ProviderSubscription> discount(String key, RecurringDiscount discount) {
        return provider.answer(() -> {
            discounts.put(key, discount);
            return Answer.done(get(key));
        });
    }

    /** What is taken off each period. */
    @Nullable
    RecurringDiscount discountOf(String key) {
        return discounts.getOrDefault(key, requireNonNull(asked.get(key)).discount());
    }

    @Override
    public Answer<ProviderSubscription> cancelAtPeriodEnd(String key) {
        return provider.answer(() -> {
            var before = get(key);
            return Answer.done(change(
                    key,
                    before.state(),
                    before.terms(),
                    before.period(),
                    before.period().end()));
        });
    }

    @Override
    public Answer<ProviderSubscription> cancelNow(String key) {
        return provider.answer(() -> {
            var before = get(key);
            return Answer.done(change(key, State.ENDED, before.terms(), before.period(), clock.instant()));
        });
    }

    @Override
    public Answer<ProviderSubscription> resume(String key) {
        return provider.answer(() -> {
            var before = get(key);
            return Answer.done(change(key, before.state(), before.terms(), before.period(), null));
        });
    }
}
