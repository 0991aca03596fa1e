package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.NextPlan;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscription;
import dev.spike.provider.local.LocalBank;
import dev.spike.provider.local.LocalBank.PageState;
import dev.spike.provider.local.TestCard;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the forms of the subscription do, and what they say where it cannot be done. */
class SubscribeFlowTest {

    private static final Pattern LEADS_ON = Pattern.compile("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"");
    private static final Map<String, String> MONTHLY = Map.of("interval", "monthly");

    private static PlanShop plans;

    @BeforeAll
    static void open() {
        plans = new PlanShop();
    }

    @AfterAll
    static void close() {
        plans.close();
    }

    @AfterEach
    void speak() {
        plans.silence.keep(false);
    }

    private static LocalBank bank() {
        return plans.shop.provider.bank();
    }

    private static Subscription subscription(String user) {
        return plans.subscriber(user).subscription();
    }

    private static URI leadsTo(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        var found = LEADS_ON.matcher(response.body());
        assertThat(found.find()).as(response.body()).isTrue();
        assertThat(response.body()).contains("href=\"" + found.group(1) + "\"", "where you pay");
        return URI.create(found.group(1));
    }

    private static void assertNotice(HttpResponse<String> response, String notice) {
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(Guest.location(response)).hasPath("/billing/subscribe").hasQuery("notice=" + notice);
    }

    private static String refused(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        return SubscribeTest.text(response.body());
    }

    private static void assertHolds(String user, String plan, Interval interval) {
        var held = subscription(user).subscribedPlan().orElseThrow();
        assertThat(held.id()).isEqualTo(plan);
        assertThat(held.interval()).isEqualTo(interval);
    }

    @Test
    void who_pays_is_subscribed_as_soon_as_it_is_told() {
        var user = Shop.newUser();
        var guest = plans.guest(user);

        var page = leadsTo(guest.post("/subscribe/standard", Map.of("interval", "yearly")));
        bank().pay(page, TestCard.GOOD);

        assertThat(guest.get("/subscribe/wait").statusCode()).isEqualTo(200);
        plans.shop.work();
        assertNotice(guest.get("/subscribe/wait"), "subscribed");
        assertHolds(user, "standard", Interval.YEARLY);
    }

    @Test
    void who_is_declined_or_must_confirm_is_not_subscribed_before_it_is_paid() {
        var user = Shop.newUser();

        var page = leadsTo(plans.guest(user).post("/subscribe/standard", MONTHLY));

        assertThat(bank().pay(page, TestCard.DECLINED)).isEqualTo(PageState.DECLINED);
        assertThat(bank().pay(page, TestCard.NEEDS_AUTHENTICATION)).isEqualTo(PageState.NEEDS_AUTHENTICATION);
        plans.shop.work();
        assertThat(subscription(user)).isInstanceOf(Subscription.Free.class);
        bank().confirm(page);
        plans.shop.work();
        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void a_trial_begins_with_nothing_paid() {
        var user = Shop.newUser();

        bank().pay(leadsTo(plans.guest(user).post("/subscribe/team", MONTHLY)), TestCard.GOOD);
        plans.shop.work();

        assertThat(subscription(user)).isInstanceOf(Subscription.Trial.class);
        assertThat(plans.shop.account(user).balance().available()).isEqualTo(30_000);
    }

    @Test
    void two_tabs_at_once_lead_to_one_page_and_one_subscription() throws Exception {
        var user = Shop.newUser();
        var together = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var tabs = List.of(1, 2).stream()
                    .map(tab -> threads.submit(() -> {
                        together.await();
                        return leadsTo(plans.guest(user).post("/subscribe/pro", MONTHLY));
                    }))
                    .toList();

            var one = tabs.get(0).get();
            var other = tabs.get(1).get();

            assertThat(one).isEqualTo(other);
            assertThat(bank().pay(one, TestCard.GOOD)).isEqualTo(PageState.PAID);
            assertThat(bank().pay(other, TestCard.GOOD)).isEqualTo(PageState.PAID);
        } finally {
            threads.shutdownNow();
        }
        plans.shop.work();
        assertHolds(user, "pro", Interval.MONTHLY);
        assertThat(plans.shop.account(user).balance().available()).isEqualTo(500_000);
    }

    @Test
    void another_plan_in_another_tab_ends_the_page_of_the_first() {
        var user = Shop.newUser();
        var guest = plans.guest(user);
        var first = leadsTo(guest.post("/subscribe/standard", MONTHLY));

        var second = leadsTo(guest.post("/subscribe/pro", MONTHLY));

        assertThat(bank().pay(first, TestCard.GOOD)).isEqualTo(PageState.EXPIRED);
        assertThat(bank().pay(second, TestCard.GOOD)).isEqualTo(PageState.PAID);
        plans.shop.work();
        assertHolds(user, "pro", Interval.MONTHLY);
    }

    @Test
    void a_form_that_is_sent_again_when_it_is_paid_pays_nothing_more() {
        var user = plans.subscriberTo("standard");

        assertNotice(plans.guest(user).post("/subscribe/standard", MONTHLY), "kept");

        assertHolds(user, "standard", Interval.MONTHLY);
    }

    @Test
    void a_code_that_is_typed_makes_it_cheaper() {
        var user = Shop.newUser();

        var page =
                leadsTo(plans.guest(user).post("/subscribe/standard", Map.of("interval", "monthly", "code", "launch")));

        bank().pay(page, TestCard.GOOD);
        plans.shop.work();
        plans.shop.clock.advance(Duration.ofSeconds(1));
        assertNotice(plans.guest(user).post("/subscribe/code", Map.of("code", "THREE")), "code-applied");
        assertThat(refused(plans.guest(user).post("/subscribe/code", Map.of("code", "launch")), 400))
                .contains("as often as it may be used");
    }

    @ParameterizedTest
    @CsvSource({"NOPE, There is no such discount code", "FIVE-DOLLARS, for another currency"})
    void a_code_that_does_not_count_is_refused_beside_its_field_and_kept(String code, String words) {
        var user = Shop.newUser();

        var answer = plans.guest(user).post("/subscribe/standard", Map.of("interval", "monthly", "code", code));

        assertThat(refused(answer, 400)).contains(words);
        assertThat(answer.body())
                .contains("value=\"" + code + "\"", "aria-invalid=\"true\"", "aria-describedby=\"code-wrong\"")
                .contains("id=\"code-wrong\"");
        assertThat(subscription(user)).isInstanceOf(Subscription.Free.class);
    }

    @Test
    void a_naughty_code_is_shown_as_text() {
        var answer = plans.guest(plans.subscriberTo("standard"))
                .post("/subscribe/code", Map.of("code", "\"><script>alert(1)</script>" + "x".repeat(5_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("<script>alert");
    }

    @Test
    void a_code_for_what_is_paid_already_counts_from_the_next_payment_on() {
        var user = plans.subscriberTo("standard");

        assertNotice(plans.guest(user).post("/subscribe/code", Map.of("code", "LAUNCH")), "code-applied");
        assertNotice(plans.guest(user).post("/subscribe/code", Map.of("code", "LAUNCH")), "code-applied");

        assertThat(refused(plans.guest(user).post("/subscribe/code", Map.of("code", " ")), 400))
                .contains("Type a discount code first.");
        assertThat(refused(plans.guest(Shop.newUser()).post("/subscribe/code", Map.of("code", "LAUNCH")), 409))
                .contains("There is no subscription that could be changed so.");
    }

    @Test
    void a_switch_now_is_paid_and_begins() {
        var user = plans.subscriberTo("standard");
        var form = Map.of("interval", "monthly", "when", "now");

        assertNotice(plans.guest(user).post("/subscribe/pro", form), "switched");

        assertHolds(user, "pro", Interval.MONTHLY);
        assertNotice(plans.guest(user).post("/subscribe/pro", form), "kept");
        assertThat(plans.shop.account(user).balance().available()).isEqualTo(500_000);
    }

    @Test
    void a_switch_that_cannot_be_paid_changes_nothing_and_says_so() {
        var user = plans.subscriberTo("standard", Interval.MONTHLY, TestCard.EXPIRES_LATER);

        var answer = plans.guest(user).post("/subscribe/pro", Map.of("interval", "monthly", "when", "now"));

        assertThat(refused(answer, 402))
                .contains("The payment did not go through, and nothing was changed.", "Switch now");
        assertHolds(user, "standard", Interval.MONTHLY);
    }

    @Test
    void a_switch_at_the_end_of_the_period_begins_then() {
        var user = plans.subscriberTo("standard");

        var answer = plans.guest(user).post("/subscribe/pro", Map.of("interval", "yearly", "when", "period-end"));

        assertNotice(answer, "switches-later");
        assertHolds(user, "standard", Interval.MONTHLY);
        plans.shop.pass(Duration.ofDays(31));
        assertHolds(user, "pro", Interval.YEARLY);
    }

    @Test
    void the_plan_that_comes_next_is_given_up_by_keeping_the_one_that_holds() {
        var user = plans.subscriberTo("standard");
        plans.subscriber(user).switchAtPeriodEnd("pro", Interval.MONTHLY);

        assertNotice(plans.guest(user).post("/subscribe/standard", MONTHLY), "kept");

        assertThat(plans.subscriber(user).nextPlan().map(NextPlan::plan).map(SubscribedPlan::id))
                .isEmpty();
    }

    @Test
    void without_a_word_of_when_it_is_now_as_the_first_button_says() {
        var user = plans.subscriberTo("standard");

        assertNotice(plans.guest(user).post("/subscribe/pro", Map.of("when", "some day")), "switched");
    }

    @Test
    void where_the_provider_is_silent_it_is_asked_again_and_done_once() {
        var user = plans.subscriberTo("standard");
        var form = Map.of("interval", "monthly", "when", "now");
        plans.silence.keep(true);

        var answer = plans.guest(user).post("/subscribe/pro", form);

        assertThat(refused(answer, 503))
                .contains("The payment provider did not answer. Try again", "No preview is available");
        assertThat(answer.body())
                .containsSubsequence(
                        "role=\"alert\"",
                        "action=\"/billing/subscribe/pro\"",
                        "name=\"interval\" value=\"monthly\"",
                        "name=\"when\" value=\"now\"",
                        "Try again</button>");
        plans.silence.keep(false);
        assertNotice(plans.guest(user).post("/subscribe/pro", form), "switched");
        assertHolds(user, "pro", Interval.MONTHLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/subscribe/cancel", "/subscribe/resume", "/subscribe/code", "/subscribe/offer", "/subscribe/pro"
            })
    void whatever_the_silent_provider_was_asked_can_be_asked_again(String path) {
        var user = plans.subscriberTo("standard");
        plans.silence.keep(true);

        var answer = plans.guest(user).post(path, Map.of("code", "STAY"));

        assertThat(refused(answer, 503)).contains("Try again: nothing is done or paid twice.");
        assertThat(answer.body())
                .containsSubsequence("role=\"alert\"", "action=\"/billing" + path + "\"", "Try again</button>");
    }

    @Test
    void an_offer_that_is_taken_cancels_nothing() {
        var user = plans.subscriberTo("standard");
        var guest = plans.guest(user);

        assertNotice(guest.post("/subscribe/offer", Map.of("code", "STAY")), "stayed");
        assertNotice(guest.post("/subscribe/offer", Map.of("code", "STAY")), "stayed");

        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
        assertThat(guest.get("/subscribe/cancel").body())
                .doesNotContain("50 % off")
                .contains("€2.00 off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LAUNCH", "NOPE", ""})
    void what_is_not_offered_cannot_be_taken(String code) {
        var user = plans.subscriberTo("standard");

        assertThat(plans.guest(user)
                        .post("/subscribe/offer", Map.of("code", code))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_offer_that_was_used_up_is_refused_in_words() {
        var user = plans.subscriberTo("standard");
        plans.subscriber(user).applyCode("STAY");
        plans.subscriber(user).applyCode("LAUNCH");

        assertThat(refused(plans.guest(user).post("/subscribe/offer", Map.of("code", "STAY")), 400))
                .contains("as often as it may be used", "What cancelling means");
    }

    @Test
    void what_is_cancelled_ends_with_the_period_and_can_be_resumed_before() {
        var user = plans.subscriberTo("standard");
        var guest = plans.guest(user);

        assertNotice(guest.post("/subscribe/cancel", Map.of()), "cancelled");
        assertNotice(guest.post("/subscribe/cancel", Map.of()), "cancelled");
        assertThat(subscription(user)).isInstanceOf(Subscription.Cancelled.class);
        assertThat(plans.shop.account(user).balance().available()).isEqualTo(100_000);

        assertNotice(guest.post("/subscribe/resume", Map.of()), "resumed");
        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void the_plan_that_was_cancelled_is_resumed_by_choosing_it() {
        var user = plans.cancelled();

        assertNotice(plans.guest(user).post("/subscribe/standard", MONTHLY), "kept");

        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void what_is_given_is_cancelled_without_a_provider() {
        var user = plans.given("pro");

        assertNotice(plans.guest(user).post("/subscribe/cancel", Map.of()), "cancelled");

        assertThat(subscription(user)).isInstanceOf(Subscription.Cancelled.class);
    }

    @Test
    void what_is_given_and_cancelled_is_followed_by_a_plan_that_is_paid() {
        var user = plans.given("pro");
        plans.subscriber(user).cancelAtPeriodEnd();
        var guest = plans.guest(user);

        assertThat(guest.get("/subscribe/standard").body())
                .contains("Continue to payment")
                .doesNotContain("Switch now");
        var page = leadsTo(guest.post("/subscribe/standard", Map.of("interval", "monthly", "when", "now")));
        assertThat(guest.get("/subscribe/wait").statusCode()).isEqualTo(200);
        bank().pay(page, TestCard.GOOD);
        plans.shop.work();

        assertNotice(guest.get("/subscribe/wait"), "subscribed");
        assertHolds(user, "standard", Interval.MONTHLY);
    }

    @Test
    void what_is_not_there_is_refused_in_words() {
        assertThat(refused(plans.guest(Shop.newUser()).post("/subscribe/resume", Map.of()), 409))
                .contains("There is no subscription that could be changed so.");
        assertThat(plans.guest(Shop.newUser())
                        .post("/subscribe/cancel", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(plans.guest(Shop.newUser())
                        .post("/subscribe/nothing", MONTHLY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_free_plan_is_not_chosen_without_asking() {
        var user = plans.subscriberTo("standard");

        assertThat(Guest.location(plans.guest(user).post("/subscribe/free", MONTHLY)))
                .hasPath("/billing/subscribe/cancel");

        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void who_guesses_codes_is_slowed_and_may_go_on_without_one() {
        var user = Shop.newUser();
        var guest = Guest.of(plans.shop, user);
        for (int i = 0; i < CodeTries.WRONG_MAX; i++) {
            assertThat(guest.post("/subscribe/standard", Map.of("interval", "monthly", "code", "GUESS-" + i))
                            .statusCode())
                    .isEqualTo(400);
        }

        var tooOften = guest.post("/subscribe/standard", Map.of("interval", "monthly", "code", "LAUNCH"));

        assertThat(tooOften.statusCode()).isEqualTo(429);
        assertThat(tooOften.body()).contains("Too many wrong discount codes");
        assertThat(guest.post("/subscribe/code", Map.of("code", "LAUNCH")).statusCode())
                .isEqualTo(429);
        assertThat(guest.post("/buy/cart/code", Map.of("code", "LAUNCH")).statusCode())
                .as("there and here they are counted together")
                .isEqualTo(429);
        leadsTo(guest.post("/subscribe/standard", MONTHLY));
    }
}
