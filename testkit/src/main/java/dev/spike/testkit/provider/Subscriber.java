package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shopper who subscribes, for 30.00 USD a month unless it is said otherwise. */
final class Subscriber {

    static final Pages PAGES =
            new Pages(URI.create("http://127.0.0.1:9/begun"), URI.create("http://127.0.0.1:9/cancelled"));

    private final ProviderUnderTest under;
    final Shopper shopper;
    final String key = Shopper.key();

    Subscriber(ProviderUnderTest under, Shopper shopper) {
        this.under = under;
        this.shopper = shopper;
    }

    SubscriptionProvider provider() {
        return under.provider().subscriptions().orElseThrow();
    }

    SubscriptionTerms terms(String price, Interval interval) {
        return new SubscriptionTerms(key + "/" + price, "Standard", Money.parse(price), interval);
    }

    SubscriptionTerms monthly(String price) {
        return terms(price, Interval.MONTHLY);
    }

    SubscriptionTerms yearly(String price) {
        return terms(price, Interval.YEARLY);
    }

    SubscriptionRequest request(
            SubscriptionTerms terms, @Nullable Instant trialEndsAt, @Nullable RecurringDiscount discount) {
        return new SubscriptionRequest(key, shopper.customerId, terms, trialEndsAt, discount);
    }

    SubscriptionRequest request() {
        return request(monthly("30.00 USD"), null, null);
    }

    SwitchRequest switchTo(SubscriptionTerms terms) {
        return new SwitchRequest(Shopper.key(), key, terms);
    }

    /** Pays with the card from now on, whatever it does when it is charged. */
    void use(Card card) {
        under.saveCard(shopper.customerId, card);
    }

    /** Begins from a good card. */
    ProviderSubscription begin(SubscriptionRequest request) {
        use(Card.GOOD);
        return done(provider().subscribe(request));
    }

    ProviderSubscription begin() {
        return begin(request());
    }

    Checkout.Open open(SubscriptionRequest request) {
        return (Checkout.Open) done(provider().openSubscription(request, PAGES));
    }

    ProviderSubscription now() {
        return done(provider().subscription(key));
    }

    /** Lets the time come, and the provider do what is due. */
    void at(String instant) {
        under.clock().set(Instant.parse(instant));
        under.bill();
    }

    /** The current period ends without its money: a month after the beginning, on 1 May. */
    void fallBehind() {
        begin();
        use(Card.DECLINED);
        at("2026-05-01T00:00:00Z");
        assertThat(now().state()).isEqualTo(State.PAST_DUE);
    }

    List<PeriodPaid> paid() {
        return shopper.told(PeriodPaid.class).stream()
                .filter(event -> event.subscriptionKey().equals(key))
                .toList();
    }

    /** The beginnings of the periods that were paid, as dates, in the order in which they were told. */
    List<String> daysPaid() {
        return paid().stream()
                .map(event -> event.period().span().start().toString().substring(0, 10))
                .toList();
    }

    /** What was taken for each period, in the order in which it was told. */
    List<String> sumsPaid() {
        return paid().stream()
                .map(event -> event.payment().money().amount().toPlainString())
                .toList();
    }

    List<PeriodUnpaid> unpaid() {
        return shopper.told(PeriodUnpaid.class).stream()
                .filter(event -> event.subscriptionKey().equals(key))
                .toList();
    }

    List<SubscriptionChanged> changes() {
        return shopper.told(SubscriptionChanged.class).stream()
                .filter(event -> event.subscription().key().equals(key))
                .toList();
    }
}
