package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.renewal.Span;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import dev.spike.testkit.provider.ProviderUnderTest.Page;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A subscription begins paid, or in a trial, or not at all. */
abstract class SubscriptionBeginContract extends SubscriptionSuite {

    private static final Span APRIL =
            new Span(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));

    private static final Instant TRIAL_END = Instant.parse("2026-04-15T00:00:00Z");

    SubscriptionBeginContract(Maker maker) {
        super(maker);
    }

    private SubscriptionRequest trial() {
        return subscriber.request(subscriber.monthly("30.00 USD"), TRIAL_END, null);
    }

    @Test
    void the_saved_card_pays_the_first_period() {
        var begun = subscriber.begin();

        assertThat(begun)
                .returns(subscriber.key, ProviderSubscription::key)
                .returns(State.ACTIVE, ProviderSubscription::state)
                .returns(subscriber.request().terms(), ProviderSubscription::terms)
                .returns(APRIL, ProviderSubscription::period)
                .returns(null, ProviderSubscription::endsAt);
        assertThat(subscriber.now()).isEqualTo(begun);
        assertThat(subscriber.sumsPaid()).containsExactly("30.00");
    }

    @Test
    void there_is_nothing_under_a_key_that_began_nothing() {
        refused(subscriptions().subscription(Shopper.key()), Refusal.NOT_FOUND);
        refused(subscriptions().cancelNow(Shopper.key()), Refusal.NOT_FOUND);
        refused(subscriptions().cancelAtPeriodEnd(Shopper.key()), Refusal.NOT_FOUND);
        refused(subscriptions().resume(Shopper.key()), Refusal.NOT_FOUND);
        refused(subscriptions().quoteSwitch(subscriber.switchTo(subscriber.monthly("1 USD"))), Refusal.NOT_FOUND);
        refused(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("1 USD"))), Refusal.NOT_FOUND);
        refused(subscriptions().switchAtPeriodEnd(subscriber.switchTo(subscriber.monthly("1 USD"))), Refusal.NOT_FOUND);
    }

    @Test
    void the_same_again_begins_once() {
        var begun = subscriber.begin();

        assertThat(done(subscriptions().subscribe(subscriber.request()))).isEqualTo(begun);
        assertThat(subscriber.paid()).hasSize(1);
    }

    @Test
    void another_subscription_under_the_key_is_refused() {
        subscriber.begin();

        refused(
                subscriptions().subscribe(subscriber.request(subscriber.monthly("31.00 USD"), null, null)),
                Refusal.KEY_REUSED);
        refused(subscriptions().openSubscription(subscriber.request(), Subscriber.PAGES), Refusal.KEY_REUSED);
        assertThat(subscriber.paid()).hasSize(1);
    }

    @Test
    void a_declined_beginning_leaves_nothing() {
        subscriber.use(Card.DECLINED);
        refused(subscriptions().subscribe(subscriber.request()), Refusal.DECLINED);

        refused(subscriptions().subscription(subscriber.key), Refusal.NOT_FOUND);
        assertThat(shopper.invoices()).isEmpty();
        assertThat(subscriber.changes()).isEmpty();
        assertThat(subscriber.unpaid()).isEmpty();
    }

    @Test
    void a_beginning_that_was_declined_stays_declined_under_its_key() {
        refused(subscriptions().subscribe(subscriber.request()), Refusal.NO_PAYMENT_METHOD);
        subscriber.use(Card.GOOD);

        refused(subscriptions().subscribe(subscriber.request()), Refusal.NO_PAYMENT_METHOD);
        assertThat(shopper.invoices()).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused() {
        subscriber.use(Card.GOOD);

        refused(
                subscriptions().subscribe(subscriber.request(subscriber.monthly("0 USD"), null, null)),
                Refusal.INVALID);
        refused(
                subscriptions()
                        .subscribe(subscriber.request(
                                subscriber.monthly("30.00 USD"), under.clock().instant(), null)),
                Refusal.INVALID);
        refused(
                subscriptions()
                        .subscribe(new SubscriptionRequest(
                                subscriber.key, "nobody", subscriber.monthly("30.00 USD"), null, null)),
                Refusal.NOT_FOUND);
    }

    @Test
    void a_paid_page_begins_it_and_its_card_is_the_one_that_pays_from_then_on() {
        subscriber.use(Card.DECLINED);
        var page = subscriber.open(subscriber.request());
        refused(subscriptions().subscription(subscriber.key), Refusal.NOT_FOUND);

        var payment = shopper.pay(page, Card.GOOD);

        assertThat(payment.money()).isEqualTo(Money.parse("30.00 USD"));
        assertThat(subscriber.now().state()).isEqualTo(State.ACTIVE);
        assertThat(subscriber.paid()).extracting(event -> event.payment()).containsExactly(payment);
        subscriber.at("2026-05-01T00:00:00Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01");
    }

    @Test
    void a_declined_page_begins_nothing_and_waits() {
        var page = subscriber.open(subscriber.request());

        assertThat(under.pay(page, Card.DECLINED)).isEqualTo(Page.DECLINED);
        refused(subscriptions().subscription(subscriber.key), Refusal.NOT_FOUND);
        assertThat(shopper.checkout(page)).isEqualTo(page);
    }

    @Test
    void the_same_page_again_is_the_same_and_ended_it_begins_nothing() {
        var page = subscriber.open(subscriber.request());
        assertThat(subscriber.open(subscriber.request())).isEqualTo(page);

        done(provider().expireCheckout(page.key()));

        assertThat(under.pay(page, Card.GOOD)).isEqualTo(Page.EXPIRED);
        assertThat(done(subscriptions().openSubscription(subscriber.request(), Subscriber.PAGES)))
                .isEqualTo(new Checkout.Expired(page.key()));
        refused(subscriptions().subscription(subscriber.key), Refusal.NOT_FOUND);
    }

    @Test
    void a_trial_takes_nothing_before_it_ends_and_then_the_first_period() {
        var begun = subscriber.begin(trial());
        assertThat(begun)
                .returns(State.TRIAL, ProviderSubscription::state)
                .returns(new Span(APRIL.start(), TRIAL_END), ProviderSubscription::period);
        assertThat(subscriber.paid()).isEmpty();

        subscriber.at("2026-04-15T00:00:00Z");

        assertThat(subscriber.now())
                .returns(State.ACTIVE, ProviderSubscription::state)
                .returns(new Span(TRIAL_END, Instant.parse("2026-05-15T00:00:00Z")), ProviderSubscription::period);
        assertThat(subscriber.sumsPaid()).containsExactly("30.00");
    }

    @Test
    void a_trial_begun_at_a_page_is_paid_with_nothing() {
        var payment = shopper.pay(subscriber.open(trial()), Card.GOOD);

        assertThat(payment.money()).isEqualTo(Money.parse("0 USD"));
        assertThat(subscriber.now().state()).isEqualTo(State.TRIAL);
        subscriber.at("2026-04-15T00:00:00Z");
        assertThat(subscriber.sumsPaid()).containsExactly("30.00");
    }

    @Test
    void a_trial_whose_card_is_declined_at_its_end_is_past_due() {
        shopper.pay(subscriber.open(trial()), Card.EXPIRES_LATER);
        under.clock().advance(Duration.ofDays(14));
        under.bill();

        assertThat(subscriber.now().state()).isEqualTo(State.PAST_DUE);
        assertThat(subscriber.paid()).isEmpty();
        assertThat(subscriber.unpaid()).hasSize(1);
    }
}
