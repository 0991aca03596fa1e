package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.DAY;
import static dev.spike.billing.postgres.Club.HOUR;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Plan;
import dev.spike.billing.Subscription;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is given around the instant at which a plan renews, and what is not given twice. */
class PlanRenewalCasesTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Club club = new Club(plan("standard", 30));

    private void open(Plan... plans) {
        club.close();
        club = new Club(plans);
    }

    @AfterEach
    void close() {
        club.close();
    }

    private List<Grant> grants() {
        return club.shop.credits.of(club.owner).grants();
    }

    private String provided() {
        return club.shop.value("SELECT count(*) FROM spike_provide_history WHERE provided_at IS NOT NULL");
    }

    private int runTwice() {
        return club.runDue() + club.runDue();
    }

    @Test
    void leaves_the_new_period_s_credits_alone_and_nothing_of_the_old() { // W01
        var key = club.subscribe("standard");
        club.shop.at(MAY);

        club.renew(key);
        assertThat(grants()).singleElement().returns(30L, Grant::free);
        club.tell(club.provider.get(key));
        runTwice();

        assertThat(grants()).singleElement().returns(30L, Grant::free);
        assertThat(provided()).isEqualTo("2");
        assertThat(club.events()).containsExactly("Activated", "Renewed");
    }

    @Test
    void gives_once_what_is_heard_of_a_day_late() { // W02
        var key = club.subscribe("standard");
        club.shop.at(MAY.plus(DAY));

        club.renew(key);
        runTwice();

        assertThat(grants()).singleElement().satisfies(grant -> {
            assertThat(grant.free()).isEqualTo(30);
            assertThat(grant.terms().expiresAt())
                    .isEqualTo(Instant.parse("2026-06-01T00:00:00Z").plus(Duration.ofDays(3)));
        });
    }

    @Test
    void gives_nothing_on_the_day_before_a_month_of_a_year_begins() { // W03
        club.subscribe("standard", Interval.YEARLY);
        club.shop.at(MAY.minus(DAY));

        assertThat(runTwice()).isZero();

        assertThat(grants()).singleElement().returns(30L, Grant::free);
        assertThat(provided()).isEqualTo("1");
    }

    @Test
    void gives_nothing_on_the_day_before_it_renews() { // W05
        var key = club.subscribe("standard");
        club.shop.at(MAY.minus(DAY));

        club.tell(club.provider.get(key));

        assertThat(runTwice()).isZero();
        assertThat(grants()).singleElement().returns(30L, Grant::free);
        assertThat(provided()).isEqualTo("1");
    }

    @Test
    void keeps_what_was_cancelled_until_its_instant_and_not_only_until_its_day() { // W06
        club.shop.at(APRIL.plus(HOUR.multipliedBy(14)));
        club.subscribe("standard");
        done(club.subscriber.cancelAtPeriodEnd());
        var end = MAY.plus(HOUR.multipliedBy(14));

        club.shop.at(MAY);
        assertThat(runTwice()).isZero();
        assertThat(club.credits()).isEqualTo(30);
        club.shop.at(end);
        runTwice();

        assertThat(club.credits()).isZero();
        assertThat(provided()).isEqualTo("1");
        assertThat(club.subscriber.subscription())
                .isInstanceOfSatisfying(Subscription.Ended.class, ended -> assertThat(ended.endedAt())
                        .isEqualTo(end));
    }

    @Test
    void renews_each_credit_type_by_its_own_amount_once() { // W09
        open(plan("standard", Shop.credits(100), Shop.email(50), Shop.sms(10)));
        var key = club.subscribe("standard");
        club.spend(60);
        club.shop.at(MAY);

        club.renew(key);
        club.tell(club.provider.get(key));
        runTwice();

        assertThat(grants()).singleElement().returns(100L, Grant::free);
        assertThat(club.shop.balance(club.owner, Shop.EMAIL)).isEqualTo(50);
        assertThat(club.sms()).isEqualTo(10);
        assertThat(provided()).isEqualTo("6");
    }

    @Test
    void keeps_the_spends_of_the_day_on_the_period_in_which_they_fell() { // D07
        open(plan("standard", 100));
        club.later(HOUR.multipliedBy(12));
        var key = club.subscribe("standard");
        var end = club.provider.get(key).period().end();
        club.shop.at(end.minus(HOUR.multipliedBy(3)));
        club.spend(10);
        club.shop.at(end);
        club.renew(key);
        club.later(HOUR.multipliedBy(3));

        club.spend(50);

        assertThat(club.credits()).isEqualTo(50);
        club.days(1);
        assertThat(club.credits()).isEqualTo(50);
    }

    @Test
    void counts_a_period_as_provided_until_the_next_one_begins() { // H02
        var key = club.subscribe("standard");
        assertThat(provided()).isEqualTo("1");

        club.shop.at(MAY.minus(DAY));
        club.tell(club.provider.get(key));
        runTwice();
        assertThat(provided()).isEqualTo("1");

        club.shop.at(MAY);
        club.renew(key);
        assertThat(provided()).isEqualTo("2");
    }

    @Test
    void provides_anew_when_the_price_changes_by_a_switch() { // H03
        var key = club.subscribe("standard");
        club.tell(club.provider.get(key));
        assertThat(provided()).isEqualTo("1");

        done(club.subscriber.switchNow("standard", Interval.YEARLY));

        assertThat(provided()).isEqualTo("2");
    }

    @Test
    void counts_a_month_of_a_year_as_provided_until_the_next_one_begins() { // H04
        club.subscribe("standard", Interval.YEARLY);

        club.shop.at(MAY.minus(SECOND));
        runTwice();
        assertThat(provided()).isEqualTo("1");

        club.shop.at(MAY);
        runTwice();
        assertThat(provided()).isEqualTo("2");
        assertThat(grants()).singleElement().returns(30L, Grant::free);
    }

    @Test
    void counts_a_plan_given_for_nothing_as_provided_until_it_renews() { // H05
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        club.shop.at(MAY.minus(DAY.multipliedBy(10)));
        runTwice();
        assertThat(provided()).isEqualTo("1");

        club.days(9);
        runTwice();
        assertThat(provided()).isEqualTo("1");

        club.days(1);
        assertThat(provided()).isEqualTo("1");
        runTwice();
        assertThat(provided()).isEqualTo("2");
    }

    @Test
    void gives_a_subscription_that_is_told_as_active_its_credits_once() { // K17
        var begun = club.provider.begin(club.page("standard", Interval.MONTHLY));

        club.tell(begun);
        assertThat(club.credits()).isEqualTo(30);
        club.tell(begun);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(provided()).isEqualTo("1");
    }

    @Test
    void keeps_bought_credits_apart_from_those_of_the_period_from_the_start() { // D05
        open(plan("standard", 1000));
        var january = Instant.parse("2027-01-01T00:00:00Z");
        club.shop.at(january);
        var key = club.subscribe("standard");
        club.shop.credits.of(club.owner).add(AddRequest.of(500).expiringAt(Instant.parse("2027-07-01T00:00:00Z")));
        club.shop.at(Instant.parse("2027-01-05T00:00:00Z"));
        club.spend(300);

        assertThat(club.credits()).isEqualTo(1200);
        assertThat(grants()).extracting(Grant::free).containsExactly(700L, 500L);

        club.shop.at(Instant.parse("2027-02-01T00:00:00Z"));
        club.renew(key);

        assertThat(club.credits()).isEqualTo(1500);
        assertThat(grants()).extracting(Grant::free).containsExactly(1000L, 500L);
    }
}
