package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.Subscription;
import dev.spike.provider.local.TestCard;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of the subscription say of every state, and of every choice before it is made. */
class SubscribeTest {

    private static PlanShop plans;

    @BeforeAll
    static void open() {
        plans = new PlanShop();
    }

    @AfterAll
    static void close() {
        plans.close();
    }

    private static String page(String user) {
        return read(plans.guest(user).get("/subscribe"));
    }

    private static String read(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return text(response.body());
    }

    /** As it is read: without tags, blanks as one. */
    static String text(String html) {
        return html.replaceAll("(?s)<[^>]*>", " ").replaceAll("[\\s\\u00a0]+", " ");
    }

    private static Instant periodEnd(String user) {
        return Standing.periodEnd(plans.subscriber(user).subscription()).orElseThrow();
    }

    @Test
    void who_pays_for_nothing_reads_so_and_may_choose() {
        assertThat(page(Shop.newUser()))
                .contains("Free Nothing to pay You pay for no plan.")
                .contains("Standard For small teams €9.00 a month")
                .contains("1,000 credits every month Support by mail Subscribe to Standard")
                .contains("5,000 credits every month 50 SMS every month")
                .doesNotContain("Cancel the subscription", "discount code");
    }

    @Test
    void by_the_year_the_price_of_a_month_is_said_and_never_looks_cheaper_than_it_is() {
        var page = read(plans.guest(Shop.newUser()).get("/subscribe?interval=yearly"));

        assertThat(page)
                .contains("€90.00 a year €7.50 a month")
                .contains("€290.00 a year About €24.17 a month")
                .contains("500 SMS at the start of every year");
    }

    @Test
    void the_interval_is_that_of_the_subscription_until_another_is_asked_for() {
        var user = plans.subscriberTo("standard", Interval.YEARLY, TestCard.GOOD);

        assertThat(page(user)).contains("€90.00 a year");
        assertThat(read(plans.guest(user).get("/subscribe?interval=monthly"))).contains("€9.00 a month");
        assertThat(read(plans.guest(user).get("/subscribe?interval=weekly"))).contains("€90.00 a year");
    }

    @Test
    void a_plan_that_is_only_sold_by_the_year_is_shown_so_also_among_monthly_prices() {
        assertThat(plans.guest(Shop.newUser()).get("/subscribe").body())
                .contains("Club &lt;b&gt;1&lt;/b&gt;", "/subscribe/club?interval=yearly")
                .doesNotContain("/subscribe/old");
    }

    @Test
    void an_active_subscription_says_when_it_renews() {
        var user = plans.subscriberTo("standard");

        assertThat(page(user))
                .contains("Standard Active Renews on " + PlanShop.day(periodEnd(user)) + ". You pay by the month.")
                .contains("Standard Your plan")
                .contains("Cancel the subscription", "Switch to Pro", "Go back to Free", "Do you have a discount code?")
                .doesNotContain("Subscribe to Pro");
    }

    @Test
    void a_trial_says_when_it_is_paid() {
        var user = plans.subscriberTo("team");

        assertThat(page(user)).contains("Team Trial The trial lasts until " + PlanShop.day(periodEnd(user)));
    }

    @Test
    void a_trial_is_offered_to_who_has_never_subscribed_only() {
        assertThat(page(Shop.newUser())).contains("14 days to try it, for nothing");
        assertThat(page(plans.ended())).doesNotContain("14 days");
    }

    @Test
    void a_cancelled_subscription_says_when_it_ends_and_can_be_resumed() {
        var user = plans.cancelled();

        assertThat(page(user))
                .contains("Standard Cancelled Ends on " + PlanShop.day(periodEnd(user)))
                .contains("Resume the subscription")
                .doesNotContain("Cancel the subscription", "Go back to Free");
    }

    @Test
    void what_is_past_due_says_what_to_do_and_until_when_credits_stay() {
        var user = plans.pastDue();
        var pastDue = (Subscription.PastDue) plans.subscriber(user).subscription();

        assertThat(page(user))
                .contains("Standard Payment failed The payment that was due on "
                        + PlanShop.day(pastDue.period().start()) + " failed.")
                .contains("It is tried again by itself", "pay with another card")
                .contains("Until " + PlanShop.day(pastDue.lapsesAt()) + " your credits stay as they are.")
                .contains("Cancel the subscription");
    }

    @Test
    void what_is_past_due_for_long_says_that_its_credits_are_gone() {
        var user = plans.pastDue();
        plans.shop.pass(Duration.ofDays(4));
        var pastDue = (Subscription.PastDue) plans.subscriber(user).subscription();

        assertThat(page(user))
                .contains("On " + PlanShop.day(pastDue.lapsesAt()) + " the credits of the plan were taken back.")
                .contains("Standard Your plan")
                .doesNotContain("Free Your plan");
    }

    @Test
    void the_warning_of_a_failed_payment_leads_to_the_page_that_says_what_to_do() {
        var user = plans.pastDue();
        var guest = plans.guest(user);

        assertThat(guest.get("/usage").body()).contains("<a href=\"/billing/subscribe\">See what to do</a>");
        assertThat(guest.get("/subscribe").body()).doesNotContain("See what to do");
    }

    @Test
    void an_ended_subscription_says_when_it_ended_and_what_holds_now() {
        var user = plans.ended();
        var ended = (Subscription.Ended) plans.subscriber(user).subscription();

        assertThat(page(user))
                .contains("Free Ended Your subscription to Standard ended on " + PlanShop.day(ended.endedAt()))
                .contains("Free Your plan", "Subscribe to Standard");
    }

    @Test
    void a_plan_that_is_given_says_so() {
        var user = plans.given("pro");

        assertThat(page(user))
                .contains(
                        "Pro A gift You have this plan for nothing. It is renewed on " + PlanShop.day(periodEnd(user)))
                .contains("Cancel the subscription", "Subscribe to Pro", "Subscribe to Standard")
                .doesNotContain("discount code");
    }

    @Test
    void the_plan_that_comes_next_is_said_and_can_be_given_up() {
        var user = plans.subscriberTo("standard");
        plans.subscriber(user).switchAtPeriodEnd("pro", Interval.YEARLY);

        assertThat(page(user))
                .contains("From " + PlanShop.day(periodEnd(user)) + " on your plan is Pro, paid by the year.")
                .contains("Keep Standard", "Pro Your next plan");
    }

    @Test
    void who_may_only_see_gets_the_page_without_buttons_and_a_sentence() {
        var team = "team-" + Shop.newUser();
        plans.subscribe(team, "standard", Interval.MONTHLY, TestCard.GOOD);
        var guest = plans.guest(team + ":seen");

        var page = guest.get("/subscribe");

        assertThat(page.body())
                .contains("You may see this subscription, but not change it.", "Renews on")
                .doesNotContain("<button", "class=\"button", "name=\"code\"");
        assertThat(guest.get("/subscribe/pro").statusCode()).isEqualTo(403);
        assertThat(guest.get("/subscribe/cancel").statusCode()).isEqualTo(403);
        assertThat(guest.post("/subscribe/cancel", Map.of()).statusCode()).isEqualTo(403);
        assertThat(plans.subscriber(team).subscription()).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void a_notice_is_one_of_a_few_or_none() {
        var guest = plans.guest(Shop.newUser());

        assertThat(read(guest.get("/subscribe?notice=not-paid"))).contains("You left the payment page.");
        assertThat(read(guest.get("/subscribe?notice=%3Cb%3Ehello"))).doesNotContain("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "subscribed, You are subscribed.",
        "switched, Your plan was switched.",
        "switches-later, will be switched at the end",
        "kept, goes on as it is",
        "cancelled, was cancelled",
        "resumed, Your subscription goes on.",
        "stayed, Good that you stay.",
        "code-applied, The code was applied."
    })
    void every_notice_has_its_words(String notice, String words) {
        assertThat(read(plans.guest(Shop.newUser()).get("/subscribe?notice=" + notice)))
                .contains(words);
    }

    @Test
    void who_begins_reads_first_what_is_paid_and_what_comes() {
        var inAMonth =
                plans.shop.clock.instant().atZone(ZoneId.of("Europe/Vilnius")).plusMonths(1);

        assertThat(read(plans.guest(Shop.newUser()).get("/subscribe/pro")))
                .contains("Subscribe to Pro", "Credits that end what is left of Free", "To pay now €29.00")
                .contains("Credits that come 5,000 credits, 50 SMS")
                .contains("To pay later €29.00 a month from " + PlanShop.day(inAMonth.toInstant()))
                .contains("Discount code", "Continue to payment");
    }

    @Test
    void who_begins_with_a_trial_reads_when_the_first_payment_is() {
        var first = plans.shop.clock.instant().plus(Duration.ofDays(14));

        assertThat(read(plans.guest(Shop.newUser()).get("/subscribe/team")))
                .contains("To pay now nothing", "Trial 14 days, until " + PlanShop.day(first))
                .contains("Credits that come 300 credits", "€49.99 a month from " + PlanShop.day(first))
                .contains("Start the trial");
    }

    @Test
    void who_has_subscribed_before_reads_of_no_trial() {
        assertThat(read(plans.guest(plans.ended()).get("/subscribe/team")))
                .contains("To pay now €49.99", "Continue to payment")
                .doesNotContain("14 days");
    }

    @Test
    void who_switches_reads_first_what_ends_what_comes_and_what_is_paid_when() {
        var user = plans.subscriberTo("standard");
        plans.shop.account(user).spend(250);
        var end = PlanShop.day(periodEnd(user));

        assertThat(read(plans.guest(user).get("/subscribe/pro")))
                .contains(
                        "Now Credits that end 997.5 credits Credits that come 4,997.5 credits, 50 SMS To pay now €20.00; what you have paid")
                .contains("On " + end + " Until then Standard stays as it is")
                .contains("Credits that come then 5,000 credits, 50 SMS To pay now nothing")
                .contains("€29.00 a month from " + end)
                .contains("Switch now", "Switch on " + end)
                .doesNotContain("Discount code");
    }

    @Test
    void who_switches_reads_so_where_the_provider_cannot_say_what_is_due() {
        var user = plans.subscriberTo("standard");

        assertThat(read(plans.guest(user).get("/subscribe/dollars"))).contains("To pay now No preview is available");
    }

    @Test
    void what_is_planned_already_is_not_planned_again() {
        var user = plans.subscriberTo("standard");
        plans.subscriber(user).switchAtPeriodEnd("pro", Interval.MONTHLY);

        assertThat(read(plans.guest(user).get("/subscribe/pro")))
                .contains("Planned already", "Switch now")
                .doesNotContain("Switch on");
    }

    @Test
    void who_is_given_a_plan_reads_that_it_ends_when_another_is_paid() {
        var user = plans.given("pro");

        assertThat(read(plans.guest(user).get("/subscribe/standard")))
                .contains("Subscribe to Standard", "Credits that end 5,000 credits, 50 SMS", "To pay now €9.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "old", "%3Cscript%3E", "..%2Fusage", "standard%00"})
    void a_plan_that_is_not_offered_is_not_found(String plan) {
        var guest = plans.guest(Shop.newUser());

        assertThat(guest.get("/subscribe/" + plan).statusCode()).isIn(400, 404);
    }

    @Test
    void the_plan_that_holds_is_not_chosen_but_shown() {
        var guest = plans.guest(plans.subscriberTo("standard"));

        var answer = guest.get("/subscribe/standard?interval=monthly");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Guest.location(answer)).hasPath("/billing/subscribe");
        assertThat(read(guest.get("/subscribe/standard?interval=yearly"))).contains("Switch to Standard");
    }

    @Test
    void the_free_plan_is_chosen_by_cancelling() {
        assertThat(Guest.location(plans.guest(plans.subscriberTo("standard")).get("/subscribe/free")))
                .hasPath("/billing/subscribe/cancel");
        assertThat(Guest.location(plans.guest(Shop.newUser()).get("/subscribe/free")))
                .hasPath("/billing/subscribe");
    }

    @Test
    void who_cancels_reads_first_what_it_means_and_what_is_offered() {
        var user = plans.subscriberTo("standard");
        var end = PlanShop.day(periodEnd(user));

        assertThat(read(plans.guest(user).get("/subscribe/cancel")))
                .contains("Cancel Standard", "50 % off the next payment", "€2.00 off the next 3 payments")
                .contains("Your plan lasts until " + end)
                .contains("What is left of the plan’s credits ends with it; credits that you bought stay.")
                .contains("Afterwards you have Free.", "Cancel on " + end, "Keep my subscription");
    }

    @Test
    void who_cancels_a_trial_reads_that_nothing_is_paid() {
        assertThat(read(plans.guest(plans.subscriberTo("team")).get("/subscribe/cancel")))
                .contains("Your trial lasts until");
    }

    @Test
    void who_cancels_what_is_past_due_reads_that_it_may_still_be_taken() {
        assertThat(read(plans.guest(plans.pastDue()).get("/subscribe/cancel"))).contains("may still be taken");
    }

    @Test
    void where_nothing_can_be_cancelled_nothing_is_asked() {
        for (var user : new String[] {Shop.newUser(), plans.cancelled(), plans.ended()}) {
            assertThat(Guest.location(plans.guest(user).get("/subscribe/cancel")))
                    .hasPath("/billing/subscribe");
        }
    }

    @Test
    void whoever_waits_is_told_so_and_for_long_otherwise() {
        var guest = plans.guest(Shop.newUser());

        assertThat(guest.get("/subscribe/wait").body())
                .contains("Your payment is being confirmed.")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"2;url=/billing/subscribe/wait?look=2\">")
                .contains("hx-get=\"/billing/subscribe/wait?look=2\"");
        assertThat(guest.get("/subscribe/wait?look=30").body())
                .contains("This takes longer than usual.")
                .doesNotContain("http-equiv", "hx-get", "hx-trigger");
        assertThat(guest.get("/subscribe/wait?look=-1").statusCode()).isEqualTo(200);
        assertThat(guest.get("/subscribe/wait?look=99999999999999999999").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoever_waited_is_led_on_also_by_the_script() {
        var guest = plans.guest(plans.subscriberTo("standard"));

        var answer = guest.get("/subscribe/wait");
        var script = guest.with("HX-Request", "true").get("/subscribe/wait");

        assertThat(Guest.location(answer)).hasPath("/billing/subscribe").hasQuery("notice=subscribed");
        assertThat(script.headers().firstValue("HX-Redirect")).hasValue("/billing/subscribe?notice=subscribed");
    }

    @Test
    void who_is_given_a_plan_waits_for_the_one_that_is_paid() {
        assertThat(plans.guest(plans.given("pro")).get("/subscribe/wait").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe", "/subscribe/pro", "/subscribe/cancel"})
    void every_page_is_there_in_lithuanian(String path) {
        var guest = plans.guest(plans.subscriberTo("standard")).with("Accept-Language", "lt");

        var page = read(guest.get(path));

        assertThat(page).containsAnyOf("Jūsų planas", "Pereiti prie „Pro“", "Ką reiškia atsisakyti");
        assertThat(page).doesNotContain("spike.portal");
    }
}
