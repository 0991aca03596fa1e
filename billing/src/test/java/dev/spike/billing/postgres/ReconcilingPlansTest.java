package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscription;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider did and nobody heard is learned by asking, for subscriptions too. */
class ReconcilingPlansTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Club club = new Club(plan("standard", 30), plan("pro", 60));

    @BeforeEach
    void isKnown() {
        club.subscriber.welcome();
    }

    @AfterEach
    void close() {
        club.close();
    }

    private int reconcile() {
        return club.billing.reconcile(club.shop.now(), 10);
    }

    private void isUnanswered(SubscribeResult result) {
        assertThat(result).isInstanceOf(SubscribeResult.TryAgain.class);
        assertThat(reconcile()).isZero();
        club.later(MINUTE);
    }

    @Test
    void a_page_on_which_it_began_unheard_is_learned_of() {
        var key = club.page("standard", Interval.MONTHLY);
        club.provider.begin(key);
        assertThat(reconcile()).isZero();
        club.later(Duration.ofMinutes(15));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_page_whose_opening_was_not_answered_is_asked_about_after_a_minute() {
        club.hear(new CheckoutExpired(club.shop.now(), club.page("pro", Interval.MONTHLY)));
        club.shop.provider.next(Mood.LOSES_THE_ANSWER);
        isUnanswered(club.subscriber.subscribe("standard", Interval.MONTHLY, Shop.PAGES));
        club.provider.begin(club.shop.provider.openKeys().get(1));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void a_page_that_expired_unheard_is_given_up() {
        var key = club.page("standard", Interval.MONTHLY);
        club.shop.provider.expireCheckout(key);
        club.later(Duration.ofMinutes(15));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.shop.value("SELECT state FROM spike_subscriptions")).isEqualTo("refused");
        assertThat(club.page("standard", Interval.MONTHLY)).isNotEqualTo(key);
    }

    @Test
    void a_page_that_was_never_opened_is_given_up_when_its_time_is_over() {
        club.page("standard", Interval.MONTHLY);
        club.shop.run("UPDATE spike_subscriptions SET key = 'sub_never'");
        club.shop.run("UPDATE spike_subscription_terms SET key = 'sub_never'");
        club.later(Duration.ofHours(11));
        assertThat(reconcile()).isEqualTo(1);
        assertThat(club.shop.value("SELECT state FROM spike_subscriptions")).isEqualTo("asked");

        club.later(Duration.ofHours(1));
        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.shop.value("SELECT state FROM spike_subscriptions")).isEqualTo("refused");
        club.later(Duration.ofHours(1));
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_switch_whose_answer_was_lost_takes_effect() {
        club.subscribe("standard");
        club.shop.provider.next(Mood.LOSES_THE_ANSWER);
        isUnanswered(club.subscriber.switchNow("pro", Interval.MONTHLY));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(60);
        assertThat(reconcile()).isZero();
        club.later(MINUTE);
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_switch_that_never_arrived_is_not_made_for_whoever_may_have_given_it_up() {
        club.subscribe("standard");
        club.shop.provider.next(Mood.IS_NOT_REACHED);
        isUnanswered(club.subscriber.switchNow("pro", Interval.MONTHLY));

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.provider.everSwitched()).isEmpty();
        club.later(MINUTE);
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_cancellation_whose_answer_was_lost_takes_effect() {
        club.subscribe("standard");
        club.shop.provider.next(Mood.LOSES_THE_ANSWER);
        isUnanswered(club.subscriber.cancelNow());

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isZero();
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Ended.class);
    }

    @Test
    void what_is_answered_or_refused_at_once_is_not_asked_about() {
        club.subscribe("standard");
        Club.done(club.subscriber.cancelAtPeriodEnd());
        club.shop.provider.next(Mood.REFUSES);
        assertThat(club.subscriber.resume()).isInstanceOf(SubscribeResult.Refused.class);
        club.later(Duration.ofHours(1));

        assertThat(reconcile()).isZero();
    }

    @Test
    void a_renewal_of_which_nothing_was_heard_is_learned_an_hour_after_the_period() {
        var key = club.subscribe("standard");
        club.spend(10);
        club.shop.at(club.provider.get(key).period().end());
        club.provider.renew(key);
        club.later(Duration.ofMinutes(59));
        assertThat(reconcile()).isZero();
        club.later(MINUTE);

        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(reconcile()).isZero();
    }

    @Test
    void a_provider_that_is_silent_again_is_asked_another_time() {
        var key = club.subscribe("standard");
        club.shop.at(club.provider.get(key).period().end());
        club.provider.renew(key);
        club.later(Duration.ofHours(1));
        club.shop.provider.next(Mood.IS_NOT_REACHED);

        assertThat(reconcile()).isEqualTo(1);
        assertThat(reconcile()).isZero();
        club.later(Duration.ofHours(1));
        assertThat(reconcile()).isEqualTo(1);

        assertThat(club.shop.value("SELECT count(*) FROM spike_plan_grants")).isEqualTo("2");
    }

    @Test
    void one_whose_answer_cannot_be_had_keeps_no_other_waiting() {
        var key = club.subscribe("standard");
        var page = (SubscribeResult.Page)
                club.billing.of(Shop.anybody()).subscriber().subscribe("standard", Interval.MONTHLY, Shop.PAGES);
        club.tell(club.provider.begin(page.key()));
        club.shop.run("UPDATE spike_subscriptions SET looked_at = '2026-01-01' WHERE key = '" + key + "'");
        club.shop.run("UPDATE spike_subscriptions SET key = 'sub_none' WHERE key = '" + page.key() + "'");
        club.shop.at(club.provider.get(key).period().end());
        club.spend(10);
        club.provider.renew(key);
        club.later(Duration.ofHours(1));

        assertThat(reconcile()).isEqualTo(2);

        assertThat(club.credits()).isEqualTo(30);
    }
}
