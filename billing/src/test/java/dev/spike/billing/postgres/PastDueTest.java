package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.grace;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Subscription;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.ledger.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A payment failed and nothing is granted on trust: the free plan holds at once, until the money comes. */
class PastDueTest {

    private Club club = new Club(grace(Duration.ZERO), free(10), plan("standard", 30));

    @AfterEach
    void close() {
        club.close();
    }

    private void runTwice() {
        club.runDue();
        club.runDue();
        club.subscriber.welcome();
    }

    private List<Grant> grants() {
        return club.shop.credits.of(club.owner).grants();
    }

    @Test
    void is_subscribed_or_not_as_the_grace_says_and_stays_a_subscription() { // P16
        var key = club.subscribe("standard");
        club.tell(club.provider.pastDue(key));
        assertThat(club.subscriber.isSubscribed()).isFalse();
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.PastDue.class);

        club.close();
        club = new Club(grace(Duration.ofDays(3)), free(10), plan("standard", 30));
        var other = club.subscribe("standard");
        club.tell(club.provider.pastDue(other));
        assertThat(club.subscriber.isSubscribed()).isTrue();
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.PastDue.class);
    }

    @Test
    void gives_the_free_plan_while_it_lasts_and_what_was_left_when_it_is_over() { // P19, P20, P21, P22
        var key = club.subscribe("standard");
        club.spend(5);
        runTwice();
        assertThat(club.credits()).isEqualTo(25);

        club.tell(club.provider.pastDue(key));
        runTwice();
        assertThat(club.credits()).isEqualTo(10);

        club.tell(club.provider.recover(key));
        runTwice();
        assertThat(club.credits()).isEqualTo(25);
        assertThat(grants()).singleElement().returns(25L, Grant::free);

        club.shop.at(club.provider.get(key).period().end());
        club.tell(club.provider.fail(key));
        runTwice();
        assertThat(club.credits()).isEqualTo(10);
        club.spend(10);
        assertThat(club.credits()).isZero();

        club.days(5);
        club.tell(club.provider.recover(key));
        runTwice();
        assertThat(club.credits()).isEqualTo(30);
        assertThat(grants()).singleElement().returns(30L, Grant::free);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_past_due_in_any_order_when_both_are_of_one_instant(boolean paymentFirst) {
        var begun = club.provider.begin(club.page("standard", Interval.MONTHLY));
        var events = new ArrayList<ProviderEvent>(
                List.of(club.provider.paid(begun), club.provider.changed(club.provider.pastDue(begun.key()))));
        if (!paymentFirst) {
            Collections.reverse(events);
        }

        events.forEach(club::hear);
        runTwice();

        assertThat(club.credits()).isEqualTo(10);
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.PastDue.class);
    }

    @Test
    void ends_the_period_that_is_over_and_gives_the_free_plan_s_amount() { // W04
        var key = club.subscribe("standard");
        club.spend(5);
        club.shop.at(club.provider.get(key).period().end());

        club.tell(club.provider.fail(key));
        runTwice();

        assertThat(grants()).singleElement().returns(10L, Grant::free);
    }
}
