package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** A period that is not paid is past due, is tried again, and then paid late or the end. */
abstract class SubscriptionUnpaidContract extends SubscriptionSuite {

    private static final String FAR = "2026-05-31T23:59:59Z";

    SubscriptionUnpaidContract(Maker maker) {
        super(maker);
    }

    @Test
    void a_period_that_is_not_paid_begins_past_due() {
        subscriber.fallBehind();

        assertThat(subscriber.now().period().start()).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01");
        assertThat(subscriber.unpaid()).singleElement().returns(subscriber.now().period(), event -> event.period()
                .span());
        assertThat(shopper.invoices()).hasSize(1);
    }

    @Test
    void a_card_that_expires_is_not_paid_with_later() {
        shopper.pay(subscriber.open(subscriber.request()), Card.EXPIRES_LATER);

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.now().state()).isEqualTo(State.PAST_DUE);
    }

    @Test
    void another_card_pays_at_the_next_attempt() {
        subscriber.fallBehind();
        subscriber.use(Card.GOOD);
        assertThat(subscriber.now().state()).isEqualTo(State.PAST_DUE);

        subscriber.at("2026-05-08T00:00:00Z");

        assertThat(subscriber.now())
                .returns(State.ACTIVE, ProviderSubscription::state)
                .returns(null, ProviderSubscription::endsAt);
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01");
    }

    @Test
    void another_card_pays_at_once_when_it_is_tried_at_once() {
        subscriber.fallBehind();
        subscriber.use(Card.GOOD);

        under.retry(subscriber.key);
        under.retry(subscriber.key);

        assertThat(subscriber.now().state()).isEqualTo(State.ACTIVE);
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01");
    }

    @Test
    void who_pays_late_is_billed_next_when_it_was_always_due() {
        subscriber.fallBehind();
        subscriber.use(Card.GOOD);
        under.retry(subscriber.key);

        subscriber.at("2026-06-01T00:00:00Z");

        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01", "2026-06-01");
    }

    @Test
    void who_never_pays_is_ended_within_the_period() {
        subscriber.fallBehind();

        subscriber.at(FAR);

        var ended = subscriber.now();
        assertThat(ended.state()).isEqualTo(State.ENDED);
        assertThat(ended.endsAt()).isBetween("2026-05-02T00:00:00Z", FAR);
        assertThat(subscriber.unpaid()).hasSizeGreaterThan(1);
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01");
    }

    @Test
    void what_has_ended_is_not_billed_whatever_card_there_is_then() {
        subscriber.fallBehind();
        subscriber.at(FAR);
        subscriber.use(Card.GOOD);

        under.retry(subscriber.key);
        subscriber.at("2026-08-01T00:00:00Z");

        assertThat(subscriber.now().state()).isEqualTo(State.ENDED);
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01");
        refused(subscriptions().resume(subscriber.key), Refusal.INVALID);
    }

    @Test
    void who_switches_while_past_due_pays_the_whole_of_the_new_and_nothing_of_the_old() {
        subscriber.fallBehind();
        subscriber.use(Card.GOOD);

        var switched = done(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("60.00 USD"))));

        assertThat(switched.state()).isEqualTo(State.ACTIVE);
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "60.00");
    }
}
