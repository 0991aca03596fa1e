package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.DAY;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.grace;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CatalogueSettings.Unused;
import dev.spike.billing.Interval;
import dev.spike.billing.NextPlan;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.SwitchPreview.CreditChange;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.HoldRequest;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A switch gives the new plan whole, and carries into it what was used of the old one ahead of its time. */
class SwitchingTest {

    private Club club = new Club(new Plan[0]);

    private void open(Plan... plans) {
        open(grace(Duration.ofDays(3)), plans);
    }

    private void open(Subscriptions settings, Plan... plans) {
        club.close();
        club = new Club(settings, plans);
    }

    @AfterEach
    void close() {
        club.close();
    }

    @Test
    void gives_the_new_plan_whole_when_nothing_was_used_ahead_of_its_time() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.days(7);
        club.spend(7);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void carries_what_was_used_ahead_of_its_time() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.spend(10);
        club.days(5);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(55);
        assertThat(club.shop.credits.of(club.owner).spentOn(LocalDate.parse("2026-04-06")))
                .isZero();
    }

    @Test
    void never_goes_below_zero_for_what_does_not_fit() {
        open(plan("big", 60), plan("small", 30));
        club.subscribe("big");
        club.spend(50);
        club.days(5);

        club.switchNow("small");

        assertThat(club.credits()).isZero();
    }

    @Test
    void does_not_forget_overuse_that_did_not_fit_however_often_it_is_switched() {
        open(plan("big", 60), plan("small", 30));
        club.subscribe("big");
        club.spend(60);

        for (int round = 0; round < 3; round++) {
            club.switchNow("small");
            assertThat(club.credits()).isZero();
            club.switchNow("big");
            assertThat(club.credits()).isZero();
        }
    }

    @Test
    void forgets_overuse_that_waits_at_the_next_renewal() {
        open(plan("big", 60), plan("small", 30));
        var key = club.subscribe("big");
        club.spend(60);
        club.switchNow("small");

        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);
        club.shop.later(DAY);
        club.switchNow("big");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void gives_no_fresh_credits_by_way_of_a_plan_that_gives_none() {
        open(plan("big", 60), plan("things", new Seats.Seat(1)));
        club.subscribe("big");
        club.spend(60);

        club.switchNow("things");
        club.switchNow("big");

        assertThat(club.credits()).isZero();
    }

    @Test
    void forgets_overuse_that_waits_when_a_plan_that_gives_no_credits_renews() {
        open(plan("big", 60), plan("things", new Seats.Seat(1)));
        var key = club.subscribe("big");
        club.spend(60);
        club.switchNow("things");

        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);
        club.shop.later(DAY);
        club.switchNow("big");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void forgets_overuse_that_waits_at_a_renewal_after_the_plan_had_lapsed() {
        open(plan("big", 60), plan("small", 30));
        var key = club.subscribe("big");
        club.spend(60);
        club.switchNow("small");

        club.shop.at(club.provider.get(key).period().end());
        club.tell(club.provider.fail(key));
        club.days(4);
        club.runDue();
        club.tell(club.provider.recover(key));
        club.shop.later(DAY);
        club.switchNow("big");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void forgives_overuse_that_waits_when_a_plan_that_gives_no_credits_is_cancelled_now() {
        open(plan("big", 60), plan("things", new Seats.Seat(1)));
        club.subscribe("big");
        club.spend(60);
        club.switchNow("things");
        done(club.subscriber.cancelNow());

        club.subscribe("big");
        club.switchNow("things");
        club.switchNow("big");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void counts_what_is_held_as_used() {
        open(plan("big", 100), plan("small", 60));
        club.subscribe("big");
        var hold = club.shop.credits.of(club.owner).hold(HoldRequest.of(30)).hold();

        club.switchNow("small");
        assertThat(club.credits()).isEqualTo(30);
        club.shop.credits.of(club.owner).capture(CaptureRequest.all(hold));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void counts_what_was_carried_in_again() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.spend(25);

        club.switchNow("pro");
        assertThat(club.credits()).isEqualTo(35);
        club.switchNow("standard");

        assertThat(club.credits()).isEqualTo(5);
    }

    @Test
    void grants_again_when_it_is_switched_away_and_back_in_one_instant() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");

        club.switchNow("pro");
        assertThat(club.credits()).isEqualTo(60);
        club.switchNow("standard");

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void grants_again_when_a_comped_plan_is_switched_away_and_back_in_one_day() {
        open(plan("standard", 30), plan("pro", 60));
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.later(Duration.ofHours(10));
        done(club.subscriber.subscribeWithoutPayment("pro", Interval.MONTHLY));
        assertThat(club.credits()).isEqualTo(60);
        club.later(Duration.ofHours(1));

        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void gives_one_month_when_it_is_switched_to_the_year() {
        open(plan("standard", 30));
        club.subscribe("standard");
        club.days(7);

        done(club.subscriber.switchNow("standard", Interval.YEARLY));

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void counts_what_was_given_again_after_a_recovery_as_the_same_grant() {
        open(grace(Duration.ZERO), plan("standard", 30), plan("pro", 60));
        var key = club.subscribe("standard");
        club.spend(25);
        club.days(3);
        club.tell(club.provider.pastDue(key));
        assertThat(club.credits()).isZero();
        club.tell(club.provider.recover(key));
        assertThat(club.credits()).isEqualTo(5);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(38);
    }

    @Test
    void counts_what_was_used_before_it_lapsed_when_it_is_switched_instead_of_recovered() {
        open(grace(Duration.ZERO), plan("standard", 30), plan("pro", 60));
        var key = club.subscribe("standard");
        club.spend(25);
        club.days(3);
        club.tell(club.provider.pastDue(key));

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(38);
    }

    @Test
    void forgives_overuse_where_the_catalogue_says_so() {
        open(
                new Subscriptions(Duration.ofDays(3), Overuse.FORGIVE, Unused.VOID),
                plan("standard", 30),
                plan("pro", 60));
        club.subscribe("standard");
        club.spend(10);
        club.days(5);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void keeps_what_was_not_used_where_the_catalogue_says_so() {
        open(new Subscriptions(Duration.ofDays(3), Overuse.CARRY, Unused.KEEP), plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.spend(10);
        club.days(5);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(80);
    }

    @Test
    void changes_nothing_when_the_provider_refuses_and_asks_anew_afterwards() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.spend(10);
        club.shop.provider.next(Mood.REFUSES);

        assertThat(club.subscriber.switchNow("pro", Interval.MONTHLY)).isInstanceOf(SubscribeResult.Refused.class);
        assertThat(club.credits()).isEqualTo(20);

        club.switchNow("pro");
        assertThat(club.credits()).isEqualTo(50);
    }

    @Test
    void switches_once_when_the_answer_was_lost() {
        open(plan("standard", 30), plan("pro", 60));
        club.subscribe("standard");
        club.shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(club.subscriber.switchNow("pro", Interval.MONTHLY)).isInstanceOf(SubscribeResult.TryAgain.class);

        club.switchNow("pro");

        assertThat(club.provider.everSwitched()).hasSize(1);
        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void takes_what_a_switch_gives_from_a_webhook_that_was_faster_or_slower() {
        open(plan("standard", 30), plan("pro", 60));
        var key = club.subscribe("standard");
        var before = club.provider.get(key);
        club.days(1);
        club.switchNow("pro");
        var after = club.provider.get(key);

        club.tell(after);
        club.tell(before);
        club.hear(club.provider.paid(before));

        assertThat(club.credits()).isEqualTo(60);
        assertThat(club.subscriber.currentPlan()).get().extracting("id").isEqualTo("pro");
    }

    @Test
    void begins_the_other_plan_with_the_next_period_when_it_is_switched_at_its_end() {
        open(plan("big", 60), plan("small", 30));
        var key = club.subscribe("big");
        club.spend(50);
        done(club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY));
        assertThat(club.credits()).isEqualTo(10);

        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.events()).containsExactly("Activated", "Deactivated", "Activated", "Renewed");
    }

    @Test
    void shows_the_plan_that_comes_next_until_it_has_come() {
        open(plan("standard", 30), plan("small", 10), plan("pro", 60));
        assertThat(club.subscriber.nextPlan()).isEmpty();
        var key = club.subscribe("standard");
        var end = club.provider.get(key).period().end();

        done(club.subscriber.switchAtPeriodEnd("pro", Interval.MONTHLY));
        done(club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY));

        var small = new SubscribedPlan("small", "The small", Interval.MONTHLY);
        assertThat(club.subscriber.nextPlan()).contains(new NextPlan(small, end));
        club.shop.at(end);
        club.renew(key);
        assertThat(club.subscriber.nextPlan()).isEmpty();
    }

    @Test
    void goes_on_as_it_is_when_the_plan_that_holds_is_wanted_after_another() {
        open(plan("standard", 30), plan("pro", 60));
        var key = club.subscribe("standard");

        done(club.subscriber.switchAtPeriodEnd("pro", Interval.MONTHLY));
        club.shop.provider.next(Mood.IS_NOT_REACHED);
        assertThat(club.subscriber.switchNow("standard", Interval.MONTHLY))
                .isInstanceOf(SubscribeResult.TryAgain.class);
        done(club.subscriber.subscribe("standard", Interval.MONTHLY, Shop.PAGES));

        assertThat(club.subscriber.nextPlan()).isEmpty();
        assertThat(club.credits()).isEqualTo(30);
        club.shop.at(club.provider.get(key).period().end());
        club.renew(key);
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.provider.get(key).terms().name()).isEqualTo("The standard");
    }

    @Test
    void shows_no_plan_that_comes_next_where_it_goes_on_as_it_is() {
        open(plan("standard", 30), plan("small", 10));
        club.subscribe("standard");
        done(club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY));

        done(club.subscriber.switchAtPeriodEnd("standard", Interval.MONTHLY));

        assertThat(club.subscriber.nextPlan()).isEmpty();
    }

    @Test
    void shows_no_plan_that_comes_next_after_the_provider_refused_it() {
        open(plan("standard", 30), plan("small", 10));
        club.subscribe("standard");
        club.shop.provider.next(Mood.REFUSES);

        club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY);

        assertThat(club.subscriber.nextPlan()).isEmpty();
    }

    @Test
    void asks_anew_for_the_plan_that_comes_next_after_a_cancellation_gave_it_up() {
        open(plan("standard", 30), plan("small", 10));
        club.subscribe("standard");
        done(club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY));
        done(club.subscriber.cancelAtPeriodEnd());
        assertThat(club.subscriber.nextPlan()).isEmpty();
        done(club.subscriber.resume());
        assertThat(club.subscriber.nextPlan()).isEmpty();

        done(club.subscriber.switchAtPeriodEnd("small", Interval.MONTHLY));

        assertThat(club.provider.everSwitched()).extracting(SwitchRequest::key).doesNotHaveDuplicates();
        assertThat(club.subscriber.nextPlan()).isPresent();
    }

    @Test
    void shows_before_what_a_switch_would_do() {
        open(plan("standard", 30), plan("pro", Shop.credits(60), Shop.sms(5)));
        club.subscribe("standard");
        club.spend(10);
        club.days(5);

        var preview = club.subscriber.previewSwitch("pro", Interval.MONTHLY).orElseThrow();

        assertThat(preview.credits())
                .containsExactly(new CreditChange("credits", 20, 55), new CreditChange("sms", 0, 5));
        assertThat(preview.due()).hasToString("10.00 USD");
        assertThat(club.credits()).isEqualTo(20);
    }

    private long shown(String plan) {
        var preview = club.subscriber.previewSwitch(plan, Interval.MONTHLY).orElseThrow();
        return preview.credits().stream().mapToLong(CreditChange::comes).sum();
    }

    @Test
    void shows_before_what_is_taken_up_of_an_earlier_switch() {
        open(plan("big", 60), plan("small", 30), plan("pro", 90));
        club.subscribe("big");
        club.spend(60);
        club.switchNow("small");

        long shown = shown("pro");

        club.switchNow("pro");
        assertThat(club.credits()).isEqualTo(30).isEqualTo(shown);
    }

    @Test
    void shows_before_what_was_used_of_a_period_that_has_lapsed() {
        open(plan("big", 60), plan("pro", 90));
        var key = club.subscribe("big");
        club.spend(40);
        club.days(3);
        club.tell(club.provider.pastDue(key));
        club.days(3);
        club.runDue();

        long shown = shown("pro");

        club.switchNow("pro");
        assertThat(club.credits()).isEqualTo(90 - 40 + 12).isEqualTo(shown);
    }

    @Test
    void shows_nothing_for_the_plan_that_holds() {
        open(plan("standard", 30));
        club.subscribe("standard");

        assertThat(club.subscriber.previewSwitch("standard", Interval.MONTHLY)).isEmpty();
    }

    @Test
    void prorates_each_credit_type_by_itself() {
        open(plan("standard", Shop.credits(30), Shop.sms(30)), plan("pro", Shop.credits(60), Shop.sms(60)));
        club.subscribe("standard");
        club.spend(10);
        club.shop.credits.of(club.owner, "sms").spend(30);
        club.days(5);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(55);
        assertThat(club.sms()).isEqualTo(35);
    }

    @Test
    void cancels_at_the_period_s_end_when_the_free_plan_is_subscribed_to() {
        open(free(10), plan("standard", 30));
        club.subscribe("standard");

        done(club.subscriber.subscribe("free", Interval.MONTHLY, Shop.PAGES));

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.isSubscribed()).isTrue();
        assertThat(club.events()).containsExactly("Activated", "Cancelled");
        assertThat(club.shop.now()).isEqualTo(APRIL);
    }
}
