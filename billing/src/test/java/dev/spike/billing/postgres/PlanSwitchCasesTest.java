package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.free;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingError;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscription;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.Grant;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.TransactionType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan of as many credits as the month has days, and one of twice as many: what each change leaves. */
class PlanSwitchCasesTest {

    private static final Duration GRACE = Duration.ofDays(3);
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private Club club = new Club(free(10), plan("standard", 30), plan("pro", 60), yearlyOnly());

    private static Plan yearlyOnly() {
        return new Plan(
                "annual",
                "The annual",
                "",
                List.of(),
                new Plan.Prices(null, Money.parse("100.00 USD")),
                Plan.Provides.NOTHING,
                false);
    }

    @AfterEach
    void close() {
        club.close();
    }

    private List<Grant> grants() {
        return club.shop.credits.of(club.owner).grants();
    }

    @Test
    void stamps_a_period_s_credits_with_its_end_and_the_grace() { // P01
        club.subscribe("standard");

        assertThat(grants()).singleElement().satisfies(grant -> {
            assertThat(grant.free()).isEqualTo(30);
            assertThat(grant.terms().expiresAt()).isEqualTo(MAY.plus(GRACE));
        });
    }

    @Test
    void gives_the_whole_of_twice_as_much_where_nothing_was_used() { // P02
        club.subscribe("standard");
        club.days(7);

        club.switchNow("pro");

        assertThat(club.credits()).isEqualTo(60);
        assertThat(grants()).hasSize(1);
    }

    @Test
    void gives_a_year_one_month_at_first() { // P04
        club.subscribe("standard", Interval.YEARLY);

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void holds_the_year_and_no_longer_the_month_when_it_is_switched_at_once() { // P05
        club.subscribe("standard");

        done(club.subscriber.switchNow("standard", Interval.YEARLY));

        assertThat(club.credits()).isEqualTo(30);
        assertThat(grants()).hasSize(1);
        assertThat(club.subscriber.subscription().subscribedPlan())
                .get()
                .returns("standard", plan -> plan.id())
                .returns(Interval.YEARLY, plan -> plan.interval());
    }

    @Test
    void shows_after_a_switch_no_balance_that_was_read_before() { // P07
        club.subscribe("standard");
        club.days(5);
        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(30);

        club.switchNow("pro");

        assertThat(club.billing.credits().of(club.owner).balance().available()).isEqualTo(60);
    }

    @Test
    void is_no_usage_of_the_day_when_it_is_switched() { // P08
        club.subscribe("standard");
        club.spend(10);
        club.days(15);

        club.switchNow("pro");

        var account = club.shop.credits.of(club.owner);
        assertThat(account.spentOn(LocalDate.parse("2026-04-16"))).isZero();
        assertThat(account.transactions(null, 100).transactions())
                .filteredOn(row -> row.type() == TransactionType.USAGE)
                .extracting(CreditTransaction::credits)
                .containsExactly(-10L);
    }

    @Test
    void gives_a_month_of_the_larger_plan_s_year() { // P09
        club.subscribe("standard");
        club.days(7);

        done(club.subscriber.switchNow("pro", Interval.YEARLY));

        assertThat(grants()).singleElement().satisfies(grant -> {
            assertThat(grant.free()).isEqualTo(60);
            assertThat(grant.terms().expiresAt())
                    .isEqualTo(Instant.parse("2026-05-08T00:00:00Z").plus(GRACE));
        });
    }

    @Test
    void is_over_at_once_and_not_cancelled_when_it_is_cancelled_now() { // P10
        club.subscribe("standard");
        club.days(7);

        done(club.subscriber.cancelNow());

        assertThat(club.credits()).isZero();
        assertThat(club.events()).containsExactly("Activated", "Deactivated");
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Ended.class);
    }

    @Test
    void leaves_nothing_of_the_free_plan_beside_a_paid_one() { // P11
        club.subscriber.welcome();
        assertThat(club.credits()).isEqualTo(10);

        club.subscribe("standard");

        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void goes_on_until_its_end_when_the_free_plan_is_subscribed_to() { // P12
        club.subscribe("standard");

        done(club.subscriber.subscribe("free", Interval.MONTHLY, Shop.PAGES));

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.subscriber.subscription())
                .isInstanceOfSatisfying(Subscription.Cancelled.class, cancelled -> assertThat(cancelled.endsAt())
                        .isEqualTo(MAY));
    }

    @Test
    void concerns_nobody_else() { // P13
        var other = Shop.anybody();
        var others = club.billing.of(other).subscriber();
        club.subscribe("standard");
        assertThat(others.isSubscribed()).isFalse();
        assertThat(club.shop.balance(other, Shop.CREDITS)).isEqualTo(10);

        done(others.subscribeWithoutPayment("pro", Interval.MONTHLY));

        assertThat(club.shop.balance(other, Shop.CREDITS)).isEqualTo(60);
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void refuses_a_plan_that_has_no_price_to_be_paid() { // P14
        assertThat(refusal(club.subscriber.subscribe("annual", Interval.MONTHLY, Shop.PAGES)))
                .isEqualTo(BillingError.PLAN_UNKNOWN);
        assertThat(refusal(club.subscriber.subscribe("", Interval.MONTHLY, Shop.PAGES)))
                .isEqualTo(BillingError.PLAN_UNKNOWN);
        assertThat(club.subscriber.isSubscribed()).isFalse();
        assertThat(club.shop.provider.openKeys()).isEmpty();
    }

    private static BillingError refusal(SubscribeResult result) {
        return ((SubscribeResult.Refused) result).why();
    }

    @Test
    void tells_what_holds_and_what_holds_no_longer() { // P15
        club.subscribe("standard");
        club.switchNow("pro");
        done(club.subscriber.switchNow("pro", Interval.YEARLY));
        done(club.subscriber.cancelAtPeriodEnd());
        done(club.subscriber.resume());

        assertThat(club.events())
                .containsExactly(
                        "Activated", "Deactivated", "Activated", "Deactivated", "Activated", "Cancelled", "Resumed");
        assertThat(club.subscriber.subscription()).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void moves_no_credits_when_it_is_cancelled_and_resumed_also_none_that_are_held() {
        club.close();
        club = new Club(plan("big", 100));
        club.subscribe("big");
        var account = club.shop.credits.of(club.owner);
        var hold = account.hold(HoldRequest.of(30)).hold();

        done(club.subscriber.cancelAtPeriodEnd());
        done(club.subscriber.resume());
        account.capture(CaptureRequest.all(hold));

        assertThat(club.credits()).isEqualTo(70);
    }
}
