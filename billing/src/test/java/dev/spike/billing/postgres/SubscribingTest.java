package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.HOUR;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingError;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscription;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credits follow money: every paid period is granted once, and nobody stands at zero between two of them. */
class SubscribingTest {

    private final Club club = new Club(free(10), plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    @Test
    void grants_when_the_provider_says_that_it_is_paid() {
        var key = club.page("standard", Interval.MONTHLY);
        assertThat(club.subscriber.isSubscribed()).isFalse();

        club.tell(club.provider.begin(key));

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
        assertThat(club.subscriber.currentPlan()).get().extracting("id").isEqualTo("standard");
    }

    @Test
    void leads_the_same_wish_to_the_same_page_and_ends_it_before_another() {
        var first = club.page("standard", Interval.MONTHLY);
        var again = club.page("standard", Interval.MONTHLY);
        var other = club.page("pro", Interval.MONTHLY);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(club.shop.provider.openKeys()).containsExactly(other);
    }

    @Test
    void gives_nothing_for_nothing_beside_what_is_paid_for() {
        club.subscribe("standard");

        assertThat(club.subscriber.subscribeWithoutPayment("pro", Interval.MONTHLY))
                .isInstanceOfSatisfying(SubscribeResult.Refused.class, refused -> assertThat(refused.why())
                        .isEqualTo(BillingError.SUBSCRIBED_FOR_MONEY));
    }

    @Test
    void finds_the_page_whose_answer_was_lost() {
        club.shop.provider.customer(new CustomerRequest(club.owner, null, null));
        club.subscriber.welcome();
        club.shop.provider.next(Mood.LOSES_THE_ANSWER).next(Mood.LOSES_THE_ANSWER);

        assertThat(club.subscriber.subscribe("standard", Interval.MONTHLY, Shop.PAGES))
                .isInstanceOf(SubscribeResult.TryAgain.class);
        assertThat(club.subscriber.subscribe("standard", Interval.MONTHLY, Shop.PAGES))
                .isInstanceOf(SubscribeResult.TryAgain.class);

        assertThat(club.page("standard", Interval.MONTHLY))
                .isEqualTo(club.shop.provider.openKeys().get(0));
    }

    @Test
    void settles_what_is_told_of_the_page_itself() {
        var key = club.page("standard", Interval.MONTHLY);
        var begun = club.provider.begin(key);

        club.hear(new CheckoutPaid(APRIL, key, club.provider.paid(begun).payment()));
        club.hear(new CheckoutExpired(APRIL, key));
        assertThat(club.subscriber.isSubscribed()).isFalse();

        club.tell(begun);
        club.hear(new CheckoutExpired(APRIL, key));
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.isSubscribed()).isTrue();
    }

    @Test
    void opens_another_page_when_the_first_has_expired() {
        var key = club.page("standard", Interval.MONTHLY);

        club.hear(new CheckoutExpired(APRIL, key));

        assertThat(club.page("standard", Interval.MONTHLY)).isNotEqualTo(key);
    }

    @Test
    void grants_once_when_it_is_told_twice_and_in_two_ways() {
        var key = club.page("standard", Interval.MONTHLY);
        var begun = club.provider.begin(key);

        club.hear(club.provider.paid(begun));
        club.tell(begun);
        club.hear(club.provider.paid(begun));
        club.tell(begun);

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void voids_at_a_renewal_what_is_left_of_the_period_before() {
        var key = club.subscribe("standard");
        club.spend(20);

        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void bridges_the_hour_until_the_provider_has_charged() {
        var key = club.subscribe("standard");
        club.spend(20);

        club.shop.at(club.provider.get(key).period().end().plus(HOUR));
        club.runDue();
        assertThat(club.credits()).isEqualTo(10);
        assertThat(club.subscriber.isSubscribed()).isTrue();

        club.renew(key);
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void ends_what_is_left_when_the_grace_is_over_and_begins_the_free_plan() {
        var key = club.subscribe("standard");
        var end = club.provider.get(key).period().end();

        club.shop.at(end);
        club.tell(club.provider.fail(key));
        assertThat(club.credits()).isEqualTo(30);
        club.shop.at(end.plus(Duration.ofDays(3)));
        club.runDue();
        assertThat(club.credits()).isZero();

        club.subscriber.welcome();
        assertThat(club.credits()).isEqualTo(10);
        assertThat(club.subscriber.isSubscribed()).isFalse();
    }

    @Test
    void says_that_no_plan_holds_from_the_instant_at_which_a_silent_provider_s_grace_is_over() {
        var key = club.subscribe("standard");
        var lapsesAt = club.provider.get(key).period().end().plus(Duration.ofDays(3));
        club.shop.at(lapsesAt.minusSeconds(1));
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
        assertThat(club.credits()).isEqualTo(30);

        club.shop.at(lapsesAt);

        assertThat(club.subscriber.subscription()).isInstanceOfSatisfying(Subscription.PastDue.class, pastDue -> {
            assertThat(pastDue.lapsesAt()).isEqualTo(lapsesAt);
            assertThat(pastDue.isSubscribed()).isFalse();
        });
        assertThat(club.subscriber.currentPlan()).get().extracting("id").isEqualTo("free");
        assertThat(club.subscriber.renewalDate()).isEmpty();
        assertThat(club.credits()).isEqualTo(10);
        club.renew(key);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void says_that_no_plan_holds_where_one_that_is_cancelled_lapses_before_it_ends() {
        var key = club.subscribe("standard");
        club.days(2);
        club.tell(club.provider.pastDue(key));
        done(club.subscriber.cancelAtPeriodEnd());
        assertThat(club.subscriber.isSubscribed()).isTrue();

        club.days(3);

        assertThat(club.subscriber.isSubscribed()).isFalse();
        assertThat(club.credits()).isEqualTo(10);
    }

    @Test
    void voids_the_free_plan_s_grant_at_recovery() {
        var key = club.subscribe("standard");
        var end = club.provider.get(key).period().end();
        club.shop.at(end);
        club.tell(club.provider.fail(key));
        club.shop.at(end.plus(Duration.ofDays(4)));
        club.subscriber.welcome();

        club.tell(club.provider.recover(key));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void moves_no_credits_when_it_is_cancelled_at_the_period_s_end_and_voids_at_the_end() {
        var key = club.subscribe("standard");
        done(club.subscriber.cancelAtPeriodEnd());
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Cancelled.class);

        club.shop.at(club.provider.get(key).period().end());
        club.runDue();

        assertThat(club.credits()).isZero();
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Ended.class);
        assertThat(club.credits()).isEqualTo(10);
    }

    @Test
    void goes_on_when_it_is_resumed_and_keeps_its_credits_past_the_period() {
        var key = club.subscribe("standard");
        done(club.subscriber.cancelAtPeriodEnd());
        done(club.subscriber.resume());

        club.shop.at(club.provider.get(key).period().end().plusSeconds(1));
        club.runDue();

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void voids_at_once_and_forgives_when_it_is_cancelled_now() {
        club.subscribe("standard");
        club.spend(20);
        club.days(7);

        done(club.subscriber.cancelNow());

        assertThat(club.credits()).isZero();
        assertThat(club.events()).containsExactly("Activated", "Deactivated");
    }

    @Test
    void gives_the_free_plan_at_the_first_touch_in_a_period() {
        assertThat(club.credits()).isZero();

        club.subscriber.welcome();
        club.subscriber.welcome();
        assertThat(club.credits()).isEqualTo(10);

        club.spend(4);
        club.shop.at(APRIL.plus(Duration.ofDays(30)));
        assertThat(club.credits()).isZero();
        club.subscriber.welcome();
        assertThat(club.credits()).isEqualTo(10);
    }

    @Test
    void voids_what_is_left_of_the_free_plan_and_never_bills_its_usage_to_the_paid_one() {
        club.subscriber.welcome();
        club.later(HOUR);
        club.spend(10);
        club.days(5);

        club.subscribe("standard");

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void gives_again_what_was_left_of_the_free_plan_when_it_falls_back_within_its_period() {
        club.subscriber.welcome();
        club.spend(3);
        club.subscribe("standard");
        assertThat(club.credits()).isEqualTo(30);

        done(club.subscriber.cancelNow());
        club.subscriber.welcome();

        assertThat(club.credits()).isEqualTo(7);
    }
}
