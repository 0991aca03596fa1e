package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time never runs back for a subscriber: what one node has decided, another whose clock is behind leaves as it is. */
class SubscriberTimeTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private final Club club = new Club(free(5), plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private void ahead() {
        club.shop.at(MAY.plusSeconds(1));
    }

    private void behind() {
        club.shop.at(MAY.minusSeconds(1));
    }

    private void aMinuteLater() {
        club.shop.at(MAY.plusSeconds(60));
        club.runDue();
    }

    @Test
    void keeps_the_month_of_a_year_that_has_begun_by_the_clock_of_another_node() {
        var key = club.subscribe("standard", Interval.YEARLY);
        ahead();
        club.runDue();

        behind();
        club.tell(club.provider.get(key));

        assertThat(club.credits()).isEqualTo(30);
        aMinuteLater();
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void keeps_the_period_that_was_renewed_by_the_clock_of_another_node() {
        var key = club.subscribe("standard");
        ahead();
        club.renew(key);
        club.spend(10);

        behind();
        club.tell(club.provider.get(key));

        assertThat(club.credits()).isEqualTo(20);
        assertThat(club.subscriber.isSubscribed()).isTrue();
        aMinuteLater();
        assertThat(club.credits()).isEqualTo(20);
    }

    @Test
    void keeps_what_a_switch_gave_by_the_clock_of_another_node() {
        var key = club.subscribe("standard");
        club.shop.at(APRIL.plus(Duration.ofDays(10)));
        club.switchNow("pro");

        club.shop.at(club.shop.now().minusSeconds(2));
        club.tell(club.provider.get(key));

        assertThat(club.credits()).isEqualTo(60);
        club.later(Duration.ofMinutes(1));
        club.runDue();
        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void keeps_a_plan_given_for_nothing_in_the_period_that_has_begun() {
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));
        ahead();
        club.runDue();
        club.spend(10);

        behind();
        done(club.subscriber.resume());

        assertThat(club.credits()).isEqualTo(20);
    }

    @Test
    void ends_when_the_provider_ended_it_however_long_that_took() {
        club.subscribe("standard");
        club.shop.provider.beforeActing(() -> club.later(Duration.ofSeconds(5)));

        done(club.subscriber.cancelNow());

        assertThat(club.shop.value("SELECT ends_at = '" + club.shop.now() + "' FROM spike_subscriptions"))
                .isEqualTo("t");
    }

    @Test
    void is_told_of_a_period_after_the_end_by_a_node_that_looked_at_its_clock_before() {
        var key = club.subscribe("standard");
        club.shop.at(MAY);
        var renewed = club.provider.renew(key);
        ahead();
        done(club.subscriber.cancelNow());

        club.shop.at(MAY);
        club.tell(renewed);

        assertThat(club.credits()).isZero();
        assertThat(club.shop.value("SELECT min(h.provided_at) >= min(s.ends_at) FROM spike_provide_history h,"
                        + " spike_subscriptions s WHERE h.grant_id IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void tells_the_date_of_the_free_plan_s_credits_by_the_last_decision() {
        club.subscriber.welcome();
        club.shop.at(APRIL.minus(Duration.ofDays(400)));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(MAY);
    }
}
