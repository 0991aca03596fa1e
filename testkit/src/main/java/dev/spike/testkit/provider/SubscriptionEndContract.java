package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A subscription ends when its period does, or at once, or not after all. */
abstract class SubscriptionEndContract extends SubscriptionSuite {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    SubscriptionEndContract(Maker maker) {
        super(maker);
    }

    @Test
    void cancelled_at_the_period_end_it_goes_on_until_then() {
        subscriber.begin();

        assertThat(done(subscriptions().cancelAtPeriodEnd(subscriber.key)))
                .returns(State.ACTIVE, ProviderSubscription::state)
                .returns(MAY, ProviderSubscription::endsAt);
        subscriber.at("2026-04-30T23:59:59Z");
        assertThat(subscriber.now().state()).isEqualTo(State.ACTIVE);
        subscriber.at("2026-05-01T00:00:00Z");
        assertThat(subscriber.now())
                .returns(State.ENDED, ProviderSubscription::state)
                .returns(MAY, ProviderSubscription::endsAt);
        assertThat(subscriber.paid()).hasSize(1);
    }

    @Test
    void cancelling_again_is_done() {
        subscriber.begin();
        var first = done(subscriptions().cancelAtPeriodEnd(subscriber.key));

        assertThat(done(subscriptions().cancelAtPeriodEnd(subscriber.key))).isEqualTo(first);
        assertThat(subscriber.changes()).hasSize(2);
    }

    @Test
    void resumed_it_goes_on() {
        subscriber.begin();
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));

        assertThat(done(subscriptions().resume(subscriber.key)))
                .returns(State.ACTIVE, ProviderSubscription::state)
                .returns(null, ProviderSubscription::endsAt);
        subscriber.at("2026-05-01T00:00:00Z");
        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01");
    }

    @Test
    void resuming_what_goes_on_is_done() {
        var begun = subscriber.begin();

        assertThat(done(subscriptions().resume(subscriber.key))).isEqualTo(begun);
    }

    @Test
    void cancelled_now_it_is_over_and_no_money_is_returned() {
        subscriber.begin();
        under.clock().advance(Duration.ofDays(10));

        var ended = done(subscriptions().cancelNow(subscriber.key));

        assertThat(ended)
                .returns(State.ENDED, ProviderSubscription::state)
                .returns(under.clock().instant(), ProviderSubscription::endsAt);
        assertThat(done(subscriptions().cancelNow(subscriber.key))).isEqualTo(ended);
        assertThat(done(subscriptions().cancelAtPeriodEnd(subscriber.key))).isEqualTo(ended);
        subscriber.at("2026-07-01T00:00:00Z");
        assertThat(subscriber.paid()).hasSize(1);
        assertThat(shopper.invoices())
                .extracting(invoice -> invoice.status().name())
                .containsExactly("PAID");
    }

    @Test
    void what_has_ended_neither_goes_on_nor_switches() {
        subscriber.begin();
        done(subscriptions().cancelNow(subscriber.key));

        refused(subscriptions().resume(subscriber.key), Refusal.INVALID);
        refused(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("60.00 USD"))), Refusal.INVALID);
        refused(
                subscriptions().switchAtPeriodEnd(subscriber.switchTo(subscriber.monthly("60.00 USD"))),
                Refusal.INVALID);
        assertThat(subscriber.paid()).hasSize(1);
    }

    @Test
    void a_trial_that_was_cancelled_ends_and_takes_nothing() {
        var trialEnd = Instant.parse("2026-04-15T00:00:00Z");
        subscriber.begin(subscriber.request(subscriber.monthly("30.00 USD"), trialEnd, null));
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));

        subscriber.at("2026-06-01T00:00:00Z");

        assertThat(subscriber.now())
                .returns(State.ENDED, ProviderSubscription::state)
                .returns(trialEnd, ProviderSubscription::endsAt);
        assertThat(subscriber.paid()).isEmpty();
    }

    @Test
    void who_switches_now_after_cancelling_goes_on() {
        subscriber.begin();
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));

        assertThat(done(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("60.00 USD"))))
                        .endsAt())
                .isNull();
    }

    @Test
    void of_a_switch_and_a_cancellation_that_wait_the_last_counts() {
        subscriber.begin();
        done(subscriptions().switchAtPeriodEnd(subscriber.switchTo(subscriber.monthly("9.00 USD"))));
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));
        done(subscriptions().switchAtPeriodEnd(subscriber.switchTo(subscriber.monthly("8.00 USD"))));

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "8.00");
    }

    @Test
    void resumed_it_goes_on_as_it_is_though_a_switch_had_waited_before_it_was_cancelled() {
        subscriber.begin();
        done(subscriptions().switchAtPeriodEnd(subscriber.switchTo(subscriber.monthly("9.00 USD"))));
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));
        done(subscriptions().resume(subscriber.key));

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00");
    }

    @Test
    void one_that_is_past_due_can_be_ended_at_once() {
        subscriber.fallBehind();

        done(subscriptions().cancelNow(subscriber.key));
        subscriber.use(Card.GOOD);
        subscriber.at("2026-07-01T00:00:00Z");

        assertThat(subscriber.paid()).hasSize(1);
    }
}
