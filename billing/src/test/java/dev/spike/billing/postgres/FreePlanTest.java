package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.DAY;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Club.providing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Plan;
import dev.spike.ledger.Grant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who pays for nothing is given the free plan at the first touch in each of its months. */
class FreePlanTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private Club club = new Club(free(10), plan("standard", 30));

    private void open(Plan... plans) {
        club.close();
        club = new Club(plans);
    }

    @AfterEach
    void close() {
        club.close();
    }

    private String rows() {
        return club.shop.value("SELECT count(*) FROM spike_credit_transactions WHERE type = 'subscription'");
    }

    @Test
    void is_given_once_a_month() { // W07
        club.subscriber.welcome();
        assertThat(rows()).isEqualTo("1");

        club.days(1);
        club.subscriber.welcome();
        assertThat(rows()).isEqualTo("1");

        club.shop.at(MAY);
        club.subscriber.welcome();
        assertThat(rows()).isEqualTo("2");
        assertThat(club.shop.credits.of(club.owner).grants()).singleElement().returns(10L, Grant::free);
    }

    @Test
    void gives_its_other_things_once_a_month_too() { // W08
        open(providing(free(10), provides -> new Plan.Provides(List.of(new Seats.Seat(1)), List.of(), null)));

        club.subscriber.welcome();
        assertThat(club.shop.seats.given()).hasSize(1);
        club.subscriber.welcome();
        assertThat(club.shop.seats.given()).hasSize(1);
        club.shop.at(MAY.minus(DAY));
        club.subscriber.welcome();
        assertThat(club.shop.seats.given()).hasSize(1);
        club.shop.at(MAY);
        club.subscriber.welcome();
        assertThat(club.shop.seats.given()).hasSize(2);
    }

    @Test
    void is_given_once_to_who_is_welcomed_twice() { // W16
        club.subscriber.welcome();
        club.subscriber.welcome();

        assertThat(club.credits()).isEqualTo(10);
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void writes_nothing_where_it_gives_nothing() { // W16
        open(free(0));

        club.subscriber.welcome();

        assertThat(club.credits()).isZero();
        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void holds_also_when_it_is_not_shown() { // P18
        open(plan("standard", 30));

        assertThat(club.subscriber.plans()).extracting(Plan::id).containsExactly("standard");
        assertThat(club.subscriber.currentPlan()).get().returns("free", Plan::id);
    }

    @Test
    void comes_again_a_month_after_the_first_touch() { // M01
        club.shop.at(Instant.parse("2027-05-13T14:00:00Z"));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(Instant.parse("2027-06-13T14:00:00Z"));
    }

    @Test
    void comes_again_with_the_second_month_when_the_first_is_over() { // M10
        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(MAY);

        club.shop.at(MAY.plus(DAY));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
    }
}
