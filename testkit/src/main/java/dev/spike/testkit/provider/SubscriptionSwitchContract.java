package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.ProviderSubscription.State;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A switch now begins a period at that instant and credits what is unused; one at the period's end moves no money. */
abstract class SubscriptionSwitchContract extends SubscriptionSuite {

    SubscriptionSwitchContract(Maker maker) {
        super(maker);
    }

    private ProviderSubscription switchNow(SubscriptionTerms terms) {
        return done(subscriptions().switchNow(subscriber.switchTo(terms)));
    }

    private ProviderSubscription switchAtPeriodEnd(SubscriptionTerms terms) {
        return done(subscriptions().switchAtPeriodEnd(subscriber.switchTo(terms)));
    }

    /** A third of April is used: 20.00 USD are left. */
    private void beginAndUseTenDays() {
        subscriber.begin();
        under.clock().advance(Duration.ofDays(10));
    }

    @Test
    void up_costs_the_new_price_less_what_is_unused() {
        beginAndUseTenDays();

        var switched = switchNow(subscriber.monthly("60.00 USD"));

        assertThat(switched.terms()).isEqualTo(subscriber.monthly("60.00 USD"));
        assertThat(switched.state()).isEqualTo(State.ACTIVE);
        assertThat(switched.period().start()).isEqualTo("2026-04-11T00:00:00Z");
        assertThat(switched.period().end()).isEqualTo("2026-05-11T00:00:00Z");
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "40.00");
    }

    @Test
    void down_costs_nothing_where_more_is_unused_than_the_new_price() {
        beginAndUseTenDays();

        switchNow(subscriber.monthly("9.00 USD"));

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "0.00");
        subscriber.at("2026-05-11T00:00:00Z");
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "0.00", "9.00");
    }

    @Test
    void to_a_year_and_back_the_periods_are_of_the_new_length() {
        beginAndUseTenDays();

        assertThat(switchNow(subscriber.yearly("300.00 USD")).period().end()).isEqualTo("2027-04-11T00:00:00Z");
        assertThat(switchNow(subscriber.monthly("30.00 USD")).period().end()).isEqualTo("2026-05-11T00:00:00Z");
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "280.00", "0.00");
    }

    @Test
    void up_and_back_and_up_at_one_instant_costs_no_more_than_up() {
        subscriber.begin();

        switchNow(subscriber.monthly("60.00 USD"));
        switchNow(subscriber.monthly("30.00 USD"));
        switchNow(subscriber.monthly("60.00 USD"));

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00", "0.00", "0.00");
    }

    @Test
    void the_quote_is_what_is_charged_and_the_period_that_begins() {
        subscriber.begin();
        under.clock().advance(Duration.ofDays(17).plusHours(5));
        var request = subscriber.switchTo(subscriber.yearly("299.99 USD"));

        var quote = done(subscriptions().quoteSwitch(request));
        assertThat(subscriber.now().terms().price()).isEqualTo(Money.parse("30.00 USD"));
        var switched = done(subscriptions().switchNow(request));

        assertThat(switched.period()).isEqualTo(quote.period());
        assertThat(subscriber.paid().get(1).payment().money()).isEqualTo(quote.due());
    }

    @Test
    void a_declined_switch_changes_nothing_and_stays_declined_under_its_key() {
        subscriber.begin();
        var before = subscriber.now();
        var request = subscriber.switchTo(subscriber.monthly("60.00 USD"));
        subscriber.use(Card.DECLINED);

        refused(subscriptions().switchNow(request), Refusal.DECLINED);
        assertThat(subscriber.now()).isEqualTo(before);
        subscriber.use(Card.GOOD);
        refused(subscriptions().switchNow(request), Refusal.DECLINED);
        subscriber.at("2026-05-01T00:00:00Z");
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00");
    }

    @Test
    void the_same_switch_again_is_made_once_and_another_under_its_key_is_refused() {
        subscriber.begin();
        var request = subscriber.switchTo(subscriber.monthly("60.00 USD"));
        var first = done(subscriptions().switchNow(request));
        var other = new SwitchRequest(request.key(), subscriber.key, subscriber.monthly("61.00 USD"));

        assertThat(done(subscriptions().switchNow(request))).isEqualTo(first);
        refused(subscriptions().switchNow(other), Refusal.KEY_REUSED);
        refused(subscriptions().switchAtPeriodEnd(request), Refusal.KEY_REUSED);
        assertThat(subscriber.paid()).hasSize(2);
    }

    @Test
    void another_currency_is_refused() {
        subscriber.begin();

        refused(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("60.00 EUR"))), Refusal.INVALID);
        refused(subscriptions().quoteSwitch(subscriber.switchTo(subscriber.monthly("60.00 EUR"))), Refusal.INVALID);
    }

    @Test
    void at_the_period_end_nothing_changes_before_it() {
        subscriber.begin();
        var scheduled = switchAtPeriodEnd(subscriber.monthly("9.00 USD"));
        assertThat(scheduled.terms()).isEqualTo(subscriber.monthly("30.00 USD"));
        assertThat(scheduled.period().end()).isEqualTo("2026-05-01T00:00:00Z");

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.now().terms()).isEqualTo(subscriber.monthly("9.00 USD"));
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "9.00");
        assertThat(subscriber.paid().get(1).period().terms()).isEqualTo(subscriber.monthly("9.00 USD"));
    }

    @Test
    void a_later_switch_at_the_period_end_replaces_the_one_before_which_said_again_stays_replaced() {
        subscriber.begin();
        var first = subscriber.switchTo(subscriber.monthly("9.00 USD"));
        done(subscriptions().switchAtPeriodEnd(first));
        switchAtPeriodEnd(subscriber.yearly("300.00 USD"));
        done(subscriptions().switchAtPeriodEnd(first));

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "300.00");
        assertThat(subscriber.now().period().end()).isEqualTo("2027-05-01T00:00:00Z");
    }

    @Test
    void a_switch_now_takes_the_place_of_one_that_waits() {
        subscriber.begin();
        switchAtPeriodEnd(subscriber.monthly("9.00 USD"));
        switchNow(subscriber.monthly("60.00 USD"));

        subscriber.at("2026-05-01T00:00:00Z");

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00", "60.00");
    }

    @Test
    void a_switch_now_in_a_trial_ends_it_and_one_at_its_end_does_not() {
        var trialEnd = Instant.parse("2026-04-15T00:00:00Z");
        subscriber.begin(subscriber.request(subscriber.monthly("30.00 USD"), trialEnd, null));

        assertThat(switchAtPeriodEnd(subscriber.monthly("9.00 USD")).state()).isEqualTo(State.TRIAL);
        assertThat(switchNow(subscriber.monthly("60.00 USD")).state()).isEqualTo(State.ACTIVE);
        assertThat(subscriber.sumsPaid()).containsExactly("60.00");
    }
}
