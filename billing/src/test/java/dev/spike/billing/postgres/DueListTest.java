package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.FailedDue.What;
import dev.spike.billing.Interval;
import dev.spike.billing.WaitingDue;
import dev.spike.ledger.Billable;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see of due work, and how they try again. */
class DueListTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private final Club club = new Club(plan("standard", Shop.credits(30), new Seats.Seat(3)), plan("plain", 30));
    private final Billable other = Shop.anybody();

    @AfterEach
    void close() {
        club.close();
    }

    private void comp(Billable billable, String plan) {
        done(club.billing.of(billable).subscriber().subscribeWithoutPayment(plan, Interval.MONTHLY));
    }

    private void spoil(Billable billable) {
        club.shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"many\"}' WHERE billable_id = '"
                + billable.billableId() + "'");
    }

    private void mend() {
        club.shop.run("UPDATE spike_subscription_provides SET terms = '{\"credits\": \"30\"}'");
    }

    private WaitingDue waiting() {
        return club.billing.waitingDue(club.shop.now());
    }

    @Test
    void tells_how_much_is_due_since_when_and_when_more_will_be() {
        comp(club.owner, "plain");
        club.later(Duration.ofHours(1));
        comp(other, "plain");
        assertThat(waiting()).isEqualTo(new WaitingDue(0, null, MAY));

        club.shop.at(MAY.plus(Duration.ofHours(1)));
        assertThat(waiting().count()).isEqualTo(2);
        assertThat(waiting().oldest()).isEqualTo(MAY);

        club.runDue();
        assertThat(waiting()).isEqualTo(new WaitingDue(0, null, JUNE));
    }

    @Test
    void counts_what_failed_as_waiting_only_when_it_is_to_be_tried() {
        comp(club.owner, "plain");
        spoil(club.owner);
        club.shop.at(MAY);
        club.runDue();

        assertThat(waiting()).isEqualTo(new WaitingDue(0, null, MAY.plusSeconds(60)));
        club.later(Duration.ofMinutes(1));
        assertThat(waiting()).isEqualTo(new WaitingDue(1, MAY, null));
    }

    @Test
    void tries_one_now_and_leaves_the_others() {
        comp(club.owner, "plain");
        comp(other, "plain");
        spoil(club.owner);
        spoil(other);
        club.shop.at(MAY);
        club.spend(10);
        club.runDue();
        mend();

        assertThat(club.billing.retryDue(club.owner)).isEqualTo(1);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.billable()).isEqualTo(other);
            assertThat(failed.what()).isEqualTo(What.PLAN);
            assertThat(failed.dueAt()).isEqualTo(MAY);
        });
    }

    @Test
    void keeps_what_fails_again_with_one_attempt_more() {
        comp(club.owner, "plain");
        spoil(club.owner);
        club.shop.at(MAY);
        club.runDue();

        assertThat(club.billing.retryDue(club.owner)).isEqualTo(1);

        assertThat(club.billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.attempts()).isEqualTo(2);
            assertThat(failed.nextAttemptAt()).isEqualTo(MAY.plusSeconds(120));
        });
    }

    @Test
    void tries_nothing_where_nothing_is_due() {
        comp(club.owner, "plain");

        assertThat(club.billing.retryDue(club.owner)).isZero();
        assertThat(club.billing.retryDue(other)).isZero();

        assertThat(waiting()).isEqualTo(new WaitingDue(0, null, MAY));
    }

    @Test
    void lists_a_thing_that_could_not_be_given_and_gives_it_now() {
        club.shop.seats.failing(true);
        comp(club.owner, "standard");
        assertThat(club.billing.failedDue(10)).singleElement().satisfies(failed -> {
            assertThat(failed.what()).isEqualTo(What.THING);
            assertThat(failed.dueAt()).isEqualTo(APRIL);
            assertThat(failed.cause()).contains("painted");
            assertThat(failed.nextAttemptAt()).isEqualTo(APRIL.plusSeconds(60));
        });

        club.shop.seats.failing(false);
        assertThat(club.billing.retryDue(club.owner)).isEqualTo(1);

        assertThat(club.shop.seats.given()).hasSize(1);
        assertThat(club.billing.failedDue(10)).isEmpty();
        assertThat(waiting()).isEqualTo(new WaitingDue(0, null, MAY));
    }

    @Test
    void lists_no_thing_of_a_period_that_is_over() {
        club.shop.seats.failing(true);
        comp(club.owner, "standard");

        club.shop.seats.failing(false);
        club.shop.at(MAY);
        club.runDue();

        assertThat(club.billing.failedDue(10)).isEmpty();
    }
}
