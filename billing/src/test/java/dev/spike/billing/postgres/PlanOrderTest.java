package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.grace;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Subscription;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is told of a subscription, doubled and in any order, it ends where it stands. */
class PlanOrderTest {

    private final Club club = new Club(grace(Duration.ofDays(3)), free(10), plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ends_the_same_in_any_order(long seed) {
        var events = new ArrayList<ProviderEvent>();
        var key = club.page("standard", Interval.MONTHLY);
        both(events, club.provider.begin(key), true);
        toTheEnd(key);
        both(events, club.provider.fail(key), false);
        club.days(2);
        both(events, club.provider.recover(key), true);
        toTheEnd(key);
        both(events, club.provider.renew(key), true);
        events.add(club.provider.changed(club.provider
                .cancelAtPeriodEnd(key)
                .fold(told -> told, refused -> club.provider.get(key), unknown -> club.provider.get(key))));
        club.days(1);
        both(events, club.provider.recover(key), true);
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(seed));

        events.forEach(club::hear);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
        assertThat(club.subscriber.renewalDate())
                .contains(club.provider.get(key).period().end());
        assertThat(club.shop.value("SELECT count(*) FROM spike_provide_history WHERE source <> 'free'"))
                .isEqualTo("3");
    }

    private void both(List<ProviderEvent> events, ProviderSubscription told, boolean paid) {
        events.add(club.provider.changed(told));
        events.add(paid ? club.provider.paid(told) : club.provider.unpaid(told));
    }

    private void toTheEnd(String key) {
        club.shop.at(club.provider.get(key).period().end());
    }

    @Test
    void tells_of_each_change_once() {
        var key = club.subscribe("standard");
        club.tell(club.provider.get(key));
        club.switchNow("pro");
        done(club.subscriber.switchNow("pro", Interval.YEARLY));
        done(club.subscriber.cancelAtPeriodEnd());
        done(club.subscriber.cancelAtPeriodEnd());
        done(club.subscriber.resume());
        club.tell(club.provider.pastDue(key));
        done(club.subscriber.cancelNow());

        assertThat(club.events())
                .containsExactly(
                        "Activated",
                        "Deactivated",
                        "Activated",
                        "Deactivated",
                        "Activated",
                        "Cancelled",
                        "Resumed",
                        "PastDue",
                        "Deactivated");
    }

    @Test
    void counts_the_dates_of_the_free_plan_from_the_first_touch() {
        club.subscriber.welcome();
        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));

        club.shop.at(Instant.parse("2026-05-02T00:00:00Z"));

        assertThat(club.subscriber.monthlyRenewalDate()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(club.subscriber.renewalDate()).isEmpty();
    }

    @Test
    void is_subscribed_while_the_grace_lasts_and_not_after_it() {
        var key = club.subscribe("standard");
        toTheEnd(key);
        club.tell(club.provider.fail(key));
        assertThat(club.subscriber.isSubscribed()).isTrue();

        club.days(3);

        assertThat(club.subscriber.isSubscribed()).isFalse();
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.PastDue.class);
        assertThat(club.subscriber.currentPlan()).get().extracting("id").isEqualTo("free");
    }
}
