package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.HOUR;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.grace;
import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Club.providing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Lifetime;
import dev.spike.billing.Plan;
import dev.spike.billing.Rollover;
import dev.spike.billing.Subscription;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.HoldRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time goes by: months inside a year, comped plans, what is carried over, trials, graces. */
class RenewingTest {

    private Club club = new Club(new Plan[0]);

    private void open(Plan... plans) {
        club.close();
        club = new Club(plans);
    }

    @AfterEach
    void close() {
        club.close();
    }

    private static Plan rolling(long credits, int times) {
        return plan("standard", Shop.credits(credits).rollingOver(new Rollover(100, times, Lifetime.parse("P2M"))));
    }

    private void toTheEnd(String key) {
        club.shop.at(club.provider.get(key).period().end());
    }

    @Test
    void refills_every_month_of_a_paid_year_also_when_it_is_cancelled_in_the_first() {
        open(plan("standard", 30));
        club.subscribe("standard", Interval.YEARLY);
        done(club.subscriber.cancelAtPeriodEnd());

        for (int month = 5; month <= 12; month++) {
            club.spend(20);
            club.shop.at(Instant.parse("2026-%02d-01T01:00:00Z".formatted(month)));
            assertThat(club.runDue()).isEqualTo(1);
            assertThat(club.credits()).isEqualTo(30);
        }
        club.shop.at(APRIL.plus(Duration.ofDays(365)));
        club.runDue();
        assertThat(club.credits()).isZero();
    }

    @Test
    void notes_a_paid_period_that_was_ended_before_it_was_heard_of() {
        open(plan("standard", 30));
        var key = club.subscribe("standard");
        toTheEnd(key);
        var unheard = club.provider.renew(key);
        club.later(HOUR);

        done(club.subscriber.cancelNow());
        club.hear(club.provider.paid(unheard));

        assertThat(club.credits()).isZero();
        assertThat(club.shop.value("SELECT string_agg(CASE WHEN grant_id IS NULL THEN 'noted' ELSE 'granted' END, ', '"
                        + " ORDER BY period) FROM spike_provide_history WHERE source = '" + key + "'"))
                .isEqualTo("granted, noted");
    }

    @Test
    void notes_a_paid_period_that_is_heard_of_when_another_subscription_has_followed() {
        open(plan("standard", 30));
        var key = club.subscribe("standard");
        toTheEnd(key);
        var unheard = club.provider.renew(key);
        club.later(HOUR);
        done(club.subscriber.cancelNow());
        club.subscribe("standard");

        club.hear(club.provider.paid(unheard));

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.shop.value("SELECT count(*) FROM spike_provide_history WHERE source = '" + key + "'"))
                .isEqualTo("2");
    }

    @Test
    void notes_of_a_year_that_was_ended_the_months_that_had_begun() {
        open(plan("standard", 30));
        var key = club.subscribe("standard", Interval.YEARLY);
        club.days(70);

        done(club.subscriber.cancelNow());

        assertThat(club.credits()).isZero();
        assertThat(club.shop.value("SELECT count(*) FROM spike_provide_history WHERE source = '" + key + "'"))
                .isEqualTo("3");
    }

    @Test
    void gives_a_lump_for_the_year_beside_the_months() {
        open(providing(
                plan("standard", 30),
                provides -> new Plan.Provides(provides.monthly(), List.of(Shop.credits(1000)), null)));
        club.subscribe("standard", Interval.YEARLY);
        assertThat(club.credits()).isEqualTo(1030);

        club.spend(40);
        club.shop.at(Instant.parse("2026-05-01T00:00:00Z"));
        club.runDue();

        assertThat(club.credits()).isEqualTo(1020);
    }

    @Test
    void makes_up_for_missed_days_once_and_notes_what_was_missed_without_credits() {
        open(plan("standard", 30));
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.spend(10);

        club.shop.at(Instant.parse("2026-08-03T00:00:00Z"));
        assertThat(club.runDue()).isEqualTo(1);
        assertThat(club.runDue()).isZero();

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.shop.value("SELECT count(*) || ' ' || count(grant_id) FROM spike_provide_history"))
                .isEqualTo("5 2");
        assertThat(club.subscriber.renewalDate()).contains(Instant.parse("2026-09-01T00:00:00Z"));
    }

    @Test
    void renews_a_comped_plan_by_itself_and_ends_it_at_its_period_s_end_once_cancelled() {
        open(free(10), plan("standard", 30));
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.spend(10);
        club.shop.at(Instant.parse("2026-05-01T00:00:01Z"));
        club.runDue();
        assertThat(club.credits()).isEqualTo(30);

        done(club.subscriber.subscribeWithoutPayment("free", Interval.MONTHLY));
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.isSubscribed()).isTrue();
        club.shop.at(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(club.subscriber.isSubscribed()).isFalse();
        assertThat(club.credits()).isEqualTo(10);
    }

    @Test
    void ends_a_comped_plan_when_another_is_paid_for() {
        open(plan("standard", 30), plan("pro", 60));
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.spend(10);
        club.days(5);

        club.subscribe("pro");

        assertThat(club.credits()).isEqualTo(55);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void carries_over_what_was_free_up_to_the_most() {
        open(rolling(150, 1));
        var key = club.subscribe("standard");
        club.spend(20);

        toTheEnd(key);
        club.renew(key);

        assertThat(club.credits()).isEqualTo(250);
        club.spend(100);
        assertThat(club.shop.credits.of(club.owner).grants()).hasSize(1);
    }

    @Test
    void carries_over_nothing_that_is_held() {
        open(rolling(100, 1));
        var key = club.subscribe("standard");
        var hold = club.shop.credits.of(club.owner).hold(HoldRequest.of(30)).hold();

        toTheEnd(key);
        club.renew(key);
        club.shop.credits.of(club.owner).capture(CaptureRequest.all(hold));

        assertThat(club.credits()).isEqualTo(170);
    }

    @Test
    void keeps_all_that_was_carried_over_within_the_most() {
        open(rolling(70, 2));
        var key = club.subscribe("standard");
        toTheEnd(key);
        club.renew(key);
        assertThat(club.credits()).isEqualTo(140);

        toTheEnd(key);
        club.renew(key);
        assertThat(club.credits()).isEqualTo(170);
        toTheEnd(key);
        club.renew(key);

        assertThat(club.credits()).isEqualTo(170);
    }

    @Test
    void trims_what_may_not_be_carried_again_but_has_not_ended() {
        open(rolling(70, 1));
        var key = club.subscribe("standard");
        toTheEnd(key);
        club.renew(key);
        toTheEnd(key);
        club.renew(key);

        assertThat(club.credits()).isEqualTo(170);
    }

    @Test
    void gives_a_trial_its_own_credits_once() {
        open(providing(
                plan("standard", 30),
                provides -> new Plan.Provides(
                        provides.monthly(), List.of(), new Plan.Trial(14, List.of(Shop.credits(500))))));
        var key = club.subscribe("standard");
        assertThat(club.credits()).isEqualTo(500);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Trial.class);

        toTheEnd(key);
        club.renew(key);
        assertThat(club.credits()).isEqualTo(30);

        done(club.subscriber.cancelNow());
        club.subscribe("standard");
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void gives_back_what_was_free_when_a_period_that_became_past_due_recovers() {
        club.close();
        club = new Club(grace(Duration.ZERO), free(10), plan("standard", 30));
        var key = club.subscribe("standard");
        club.days(2);
        club.spend(5);
        club.days(7);

        club.tell(club.provider.pastDue(key));
        club.subscriber.welcome();
        assertThat(club.credits()).isEqualTo(10);

        club.tell(club.provider.recover(key));
        assertThat(club.credits()).isEqualTo(25);
        assertThat(club.shop.credits.of(club.owner).grants().get(0).terms().expiresAt())
                .isEqualTo(club.provider.get(key).period().end());
    }

    @Test
    void notes_a_period_that_is_already_over_without_credits() {
        open(plan("standard", 30));
        var key = club.page("standard", Interval.MONTHLY);
        var first = club.provider.begin(key);
        toTheEnd(key);
        var second = club.provider.renew(key);
        club.days(1);

        club.tell(second);
        club.hear(club.provider.paid(first));
        club.tell(first);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.shop.value("SELECT count(*) || ' ' || count(grant_id) FROM spike_provide_history"))
                .isEqualTo("2 1");
    }

    @Test
    void is_not_past_due_for_a_failure_that_is_heard_of_after_the_payment() {
        open(plan("standard", 30));
        var key = club.subscribe("standard");
        toTheEnd(key);
        var failed = club.provider.fail(key);
        var unpaid = club.provider.unpaid(failed);
        club.days(1);
        var recovered = club.provider.recover(key);

        club.hear(club.provider.paid(recovered));
        club.hear(unpaid);
        club.tell(failed);
        assertThat(club.credits()).isEqualTo(30);
        club.tell(recovered);

        club.days(5);
        club.runDue();
        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void gives_two_amounts_of_one_type_both() {
        open(plan("standard", Shop.credits(100), Shop.credits(500)));

        club.subscribe("standard");

        assertThat(club.credits()).isEqualTo(600);
    }

    @Test
    void spends_the_plan_s_credits_before_those_that_were_bought() {
        open(plan("standard", 1000));
        var key = club.subscribe("standard");
        club.shop.credits.of(club.owner).add(AddRequest.of(500).expiringAt(Instant.parse("2026-10-01T00:00:00Z")));
        club.spend(300);
        assertThat(club.credits()).isEqualTo(1200);

        toTheEnd(key);
        club.renew(key);

        assertThat(club.credits()).isEqualTo(1500);
    }

    @Test
    void fails_for_one_and_goes_on_for_the_others() {
        open(plan("standard", 30));
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        var other = Shop.anybody();
        done(club.billing.of(other).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"many\"}' WHERE billable_id = '"
                + club.owner.billableId() + "'");
        club.shop.at(Instant.parse("2026-05-01T00:00:00Z"));
        club.shop.credits.of(other).spend(10);

        assertThat(club.runDue()).isEqualTo(2);

        assertThat(club.shop.balance(other, Shop.CREDITS)).isEqualTo(30);
        assertThat(club.billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.nextAttemptAt()).isEqualTo(club.shop.now().plusSeconds(60));
        });
        club.shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"30\"}'");
        club.later(Duration.ofMinutes(1));
        assertThat(club.runDue()).isEqualTo(1);
        assertThat(club.billing.failedDue(10)).isEmpty();
    }

    @Test
    void gives_other_things_once_a_period_and_tries_again_what_failed() {
        open(plan("standard", Shop.credits(30), new Seats.Seat(3)));
        club.shop.seats.failing(true);
        club.subscribe("standard");
        assertThat(club.credits()).isEqualTo(30);

        club.shop.seats.failing(false);
        club.later(Duration.ofMinutes(1));
        club.runDue();
        club.later(Duration.ofMinutes(1));
        club.runDue();

        assertThat(club.shop.value("SELECT count(*) FROM spike_provide_history WHERE provided_at IS NOT NULL"))
                .isEqualTo("2");
    }
}
