package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.done;
import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Interval;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.postgres.FakeProvider.Mood;
import dev.spike.billing.provider.RecurringDiscount;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A discount code makes a plan cheaper for as many periods as it may be used, each of them a use. */
class SubscriptionCodeTest {

    /** The common pool has a single thread on two cores. */
    private static final Executor THREADS = task -> new Thread(task).start();

    private final Club club = new Club(plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private SubscribeResult wish(String plan, String code) {
        return club.subscriber.subscribe(plan, Interval.MONTHLY, code, Shop.PAGES);
    }

    private String page(String code) {
        return ((SubscribeResult.Page) wish("standard", code)).key();
    }

    private static BillingError refusal(SubscribeResult result) {
        return ((SubscribeResult.Refused) result).why();
    }

    private static RecurringDiscount percent(String code, int percent, Repetition periods) {
        return new RecurringDiscount(code, new Reduction.Percent(percent), periods);
    }

    @Test
    void is_asked_of_the_provider_for_as_many_periods_as_it_may_be_used() {
        var key = page("twice");

        assertThat(club.provider.discountOf(key)).isEqualTo(percent("TWICE", 10, Repetition.times(2)));
    }

    @Test
    void leads_to_the_same_page_with_the_same_code_and_to_another_without() {
        var first = page("TWICE");
        assertThat(page("twice")).isEqualTo(first);

        var other = club.page("standard", Interval.MONTHLY);

        assertThat(other).isNotEqualTo(first);
        assertThat(club.provider.discountOf(other)).isNull();
        assertThat(club.shop.provider.openKeys()).containsExactly(other);
    }

    @Test
    void may_be_used_again_when_its_page_was_given_up() {
        var first = page("LAUNCH");
        club.page("standard", Interval.MONTHLY);

        assertThat(page("LAUNCH")).isNotEqualTo(first);
    }

    @Test
    void is_used_up_by_a_plan_for_carts_and_for_plans() {
        club.tell(club.provider.begin(page("LAUNCH")));
        done(club.subscriber.cancelNow());

        assertThat(refusal(wish("standard", "LAUNCH"))).isEqualTo(BillingError.CODE_USED_UP);
        var buyer = club.billing.of(club.owner);
        buyer.addToCart("pack-5", 1);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> buyer.applyCode("LAUNCH"))
                .returns(BillingError.CODE_USED_UP, BillingException::error);
    }

    @Test
    void is_used_once_by_a_cart_and_a_plan_at_the_same_time() throws Exception {
        var buyer = club.billing.of(club.owner);
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("LAUNCH");
        try (var held = club.shop.dataSource().getConnection();
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("LOCK TABLE spike_subscription_discounts IN EXCLUSIVE MODE");
            var plan = CompletableFuture.supplyAsync(() -> wish("standard", "LAUNCH"), THREADS);
            club.shop.awaitWaiting(1);

            var order = CompletableFuture.supplyAsync(() -> buyer.checkout(Shop.PAGES), THREADS);
            club.shop.awaitWaiting(2);
            held.commit();

            assertThat(plan.get()).isInstanceOf(SubscribeResult.Page.class);
            assertThat(order.get())
                    .isInstanceOfSatisfying(CheckoutResult.Refused.class, refused -> assertThat(refused.why())
                            .isEqualTo(BillingError.CODE_USED_UP));
        }
    }

    @Test
    void lasts_as_many_periods_less_as_carts_have_used_it() {
        var buyer = club.billing.of(club.owner);
        buyer.addToCart("pack-5", 1);
        buyer.applyCode("TWICE");
        club.shop.bought(buyer);

        assertThat(club.provider.discountOf(page("TWICE"))).isEqualTo(percent("TWICE", 10, Repetition.once()));
    }

    @Test
    void is_never_used_up_where_it_is_for_ever() {
        club.tell(club.provider.begin(page("ALWAYS")));
        done(club.subscriber.cancelNow());

        assertThat(club.provider.discountOf(page("ALWAYS"))).isEqualTo(percent("ALWAYS", 50, Repetition.forever()));
    }

    @Test
    void is_refused_when_it_is_unknown_and_opens_no_page() {
        assertThat(refusal(wish("standard", "NEVER"))).isEqualTo(BillingError.CODE_UNKNOWN);

        assertThat(club.shop.provider.openKeys()).isEmpty();
        assertThat(club.shop.value("SELECT count(*) FROM spike_subscriptions")).isEqualTo("0");
    }

    @Test
    void is_applied_to_a_subscription_that_runs() {
        var key = club.subscribe("standard");

        done(club.subscriber.applyCode("TWICE"));

        assertThat(club.provider.discountOf(key)).isEqualTo(percent("TWICE", 10, Repetition.times(2)));
        assertThat(club.credits()).isEqualTo(30);
    }

    @Test
    void is_applied_before_a_switch_that_comes_with_it() {
        var key = club.subscribe("standard");

        done(wish("pro", "TWICE"));

        assertThat(club.provider.discountOf(key)).isEqualTo(percent("TWICE", 10, Repetition.times(2)));
        assertThat(club.credits()).isEqualTo(60);
        assertThat(refusal(wish("standard", "NEVER"))).isEqualTo(BillingError.CODE_UNKNOWN);
        assertThat(club.credits()).isEqualTo(60);
    }

    @Test
    void is_asked_for_again_as_it_was_when_the_answer_was_lost() {
        club.subscribe("standard");
        club.shop.provider.next(Mood.LOSES_THE_ANSWER);
        assertThat(club.subscriber.applyCode("LAUNCH")).isInstanceOf(SubscribeResult.TryAgain.class);

        done(club.subscriber.applyCode("LAUNCH"));
    }

    @Test
    void is_not_used_where_the_provider_says_no() {
        club.subscribe("standard");
        club.shop.provider.next(Mood.REFUSES);
        assertThat(refusal(club.subscriber.applyCode("LAUNCH"))).isEqualTo(BillingError.PROVIDER_REFUSED);

        var buyer = club.billing.of(club.owner);
        buyer.addToCart("pack-5", 1);
        assertThat(buyer.applyCode("LAUNCH").code()).isEqualTo("LAUNCH");
        done(club.subscriber.applyCode("LAUNCH"));
    }

    @Test
    void needs_a_plan_that_is_paid_for() {
        assertThat(refusal(club.subscriber.applyCode("LAUNCH"))).isEqualTo(BillingError.NOT_SUBSCRIBED);
        done(club.subscriber.subscribeWithoutPayment("standard", Interval.MONTHLY));

        assertThat(refusal(club.subscriber.applyCode("LAUNCH"))).isEqualTo(BillingError.NOT_SUBSCRIBED);
    }
}
