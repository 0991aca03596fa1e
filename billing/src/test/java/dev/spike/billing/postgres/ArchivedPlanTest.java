package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.Interval;
import dev.spike.billing.Plan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan that is no longer sold stays with those who have it, as long as they have it. */
class ArchivedPlanTest {

    private final Club club = new Club(plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private Billing archiving() {
        var old = plan("standard", 30);
        var archived =
                new Plan(old.id(), old.name(), old.description(), old.features(), old.prices(), old.provides(), true);
        return club.shop.billing(Club.catalogue(Subscriptions.STANDARD, List.of(archived, plan("pro", 60))));
    }

    @Test
    void is_shown_to_those_who_have_it_and_only_while_they_have_it() { // P17
        club.subscribe("standard");
        var later = archiving();
        var subscriber = later.of(club.owner).subscriber();

        assertThat(subscriber.plans()).extracting(Plan::id).containsExactly("standard", "pro");
        assertThat(subscriber.currentPlan()).get().returns("standard", Plan::id);
        assertThat(later.of(Shop.anybody()).subscriber().plans())
                .extracting(Plan::id)
                .containsExactly("pro");
        assertThat(later.catalogue().visiblePlans()).extracting(Plan::id).containsExactly("pro");
        assertThat(later.catalogue().plan("standard")).isPresent();

        done(subscriber.switchNow("pro", Interval.MONTHLY));
        assertThat(subscriber.plans()).extracting(Plan::id).containsExactly("pro");
    }

    @Test
    void is_shown_while_its_payment_is_awaited() {
        var key = club.subscribe("standard");
        club.tell(club.provider.pastDue(key));
        club.later(Duration.ofDays(4));

        assertThat(archiving().of(club.owner).subscriber().plans())
                .extracting(Plan::id)
                .containsExactly("standard", "pro");
    }
}
