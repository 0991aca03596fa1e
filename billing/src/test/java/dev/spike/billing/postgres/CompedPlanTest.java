package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.DAY;
import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Subscription;
import dev.spike.ledger.Grant;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan given for nothing lives by itself: no provider, no card, a calendar of its own. */
class CompedPlanTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private final Club club = new Club(free(10), plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private void give(String plan) {
        done(club.subscriber.subscribeWithoutPayment(plan, Interval.MONTHLY));
    }

    private String kept() {
        return club.shop.value("SELECT count(*) || ' ' || count(provider) FROM spike_subscriptions");
    }

    @Test
    void renews_a_second_after_its_month_and_by_its_anchor() { // W12
        give("standard");
        club.spend(10);
        club.shop.at(MAY.plusSeconds(1));

        assertThat(club.runDue()).isEqualTo(1);
        assertThat(club.runDue()).isZero();

        assertThat(club.shop.credits.of(club.owner).grants()).singleElement().returns(30L, Grant::free);
        assertThat(club.subscriber.renewalDate()).contains(Instant.parse("2026-06-01T00:00:00Z"));
    }

    @Test
    void is_the_same_subscription_when_another_plan_is_given() { // W13
        give("standard");
        give("pro");

        assertThat(kept()).isEqualTo("1 0");
        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void goes_on_for_its_month_when_the_free_plan_is_chosen() { // W14
        give("standard");

        give("free");

        assertThat(club.subscriber.isSubscribed()).isTrue();
        assertThat(club.subscriber.subscription())
                .isInstanceOfSatisfying(Subscription.Cancelled.class, cancelled -> assertThat(cancelled.endsAt())
                        .isEqualTo(MAY));
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void is_known_to_no_provider_whoever_has_one() { // W15
        give("standard");
        done(club.billing.of(Shop.anybody()).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY));

        assertThat(kept()).isEqualTo("2 0");
        assertThat(club.shop.provider.customerCount()).isZero();
    }

    @Test
    void tells_the_date_on_which_its_credits_come() { // M09
        give("standard");
        club.shop.at(MAY.minus(DAY));
        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(MAY);

        club.shop.at(Instant.parse("2026-06-30T00:00:00Z"));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
    }

    @Test
    void comes_today_on_the_day_itself() { // M04
        give("standard");
        club.shop.at(MAY.plusSeconds(3600));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(MAY);
    }
}
