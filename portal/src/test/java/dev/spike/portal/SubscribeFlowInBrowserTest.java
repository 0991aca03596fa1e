package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.spike.billing.Interval;
import dev.spike.billing.Subscription;
import dev.spike.portal.Chrome.Look;
import dev.spike.provider.local.TestCard;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the plans to the provider's page and back, as a customer goes, with scripts and without. */
@Tag("thorough")
class SubscribeFlowInBrowserTest {

    private static final Pattern PROVIDER = Pattern.compile(".*/pay/[a-z0-9]+");

    /** No page of ours has more to tab through. */
    private static final int TABS_MAX = 60;

    private static PlanShop plans;

    @BeforeAll
    static void open() {
        plans = new PlanShop();
    }

    @AfterAll
    static void close() {
        plans.close();
    }

    static Stream<Look> looks() {
        return Stream.of(Look.WIDE, Look.NO_SCRIPTS);
    }

    private static Subscription subscription(String user) {
        return plans.subscriber(user).subscription();
    }

    private static void pay(Page page, TestCard card) {
        page.fill("[name=card]", card.number());
        page.click("button[value=pay]");
    }

    private static void assertSays(Page page, String words) {
        page.waitForSelector("text=" + words);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_customer_subscribes_with_the_third_card(Look look) {
        var user = Shop.newUser();
        try (var window = Chrome.open(plans.shop, user, look)) {
            var page = window.open("/subscribe");
            page.click("text=Subscribe to Standard");
            page.fill("#code", "LAUNCH");
            page.click("text=Continue to payment");
            page.waitForURL(PROVIDER);
            assertSays(page, "Pay 7.20 EUR");
            pay(page, TestCard.DECLINED);
            assertSays(page, "The card was declined");
            pay(page, TestCard.NEEDS_AUTHENTICATION);
            page.click("text=No, take another card");
            pay(page, TestCard.NEEDS_AUTHENTICATION);
            page.click("text=Yes, confirm");
            assertSays(page, "Your payment is being confirmed.");
            plans.shop.work();
            assertSays(page, "You are subscribed.");
            assertThat(page.url()).endsWith("/subscribe?notice=subscribed");
        }
        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_customer_who_leaves_the_payment_page_has_paid_nothing(Look look) {
        var user = Shop.newUser();
        try (var window = Chrome.open(plans.shop, user, look)) {
            var page = window.open("/subscribe/pro");
            page.click("text=Continue to payment");
            page.waitForURL(PROVIDER);
            page.click("button[value=cancel]");
            assertSays(page, "Nothing was paid, and nothing was changed.");
        }
        assertThat(subscription(user)).isInstanceOf(Subscription.Free.class);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_customer_switches_later_thinks_again_and_switches_now(Look look) {
        var user = plans.subscriberTo("standard");
        try (var window = Chrome.open(plans.shop, user, look)) {
            var page = window.open("/subscribe");
            page.click("text=Switch to Pro");
            page.click("button[value=period-end]");
            assertSays(page, "will be switched at the end of the period");
            page.click("text=Keep Standard");
            assertSays(page, "Your plan goes on as it is.");
            page.click("text=Switch to Pro");
            page.click("button[value=now]");
            assertSays(page, "Your plan was switched.");
        }
        assertThat(subscription(user).subscribedPlan().orElseThrow().id()).isEqualTo("pro");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_customer_whose_card_is_declined_keeps_the_plan(Look look) {
        var user = plans.subscriberTo("standard", Interval.MONTHLY, TestCard.EXPIRES_LATER);
        try (var window = Chrome.open(plans.shop, user, look)) {
            var page = window.open("/subscribe/pro");
            page.click("button[value=now]");
            assertSays(page, "The payment did not go through, and nothing was changed.");
            window.expectFaults();
        }
        assertThat(subscription(user).subscribedPlan().orElseThrow().id()).isEqualTo("standard");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_customer_takes_an_offer_then_cancels_and_resumes(Look look) {
        var user = plans.subscriberTo("standard");
        try (var window = Chrome.open(plans.shop, user, look)) {
            var page = window.open("/subscribe");
            page.click("text=Cancel the subscription");
            page.locator("text=Stay with this discount").first().click();
            assertSays(page, "Good that you stay.");
            assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
            page.click("text=Cancel the subscription");
            page.click("button.danger");
            assertSays(page, "Your subscription was cancelled.");
            assertThat(subscription(user)).isInstanceOf(Subscription.Cancelled.class);
            page.click("text=Resume the subscription");
            assertSays(page, "Your subscription goes on.");
        }
        assertThat(subscription(user)).isInstanceOf(Subscription.Active.class);
    }

    @Test
    void a_customer_without_a_mouse_subscribes_and_cancels() {
        var user = Shop.newUser();
        try (var window = Chrome.open(plans.shop, user, Look.WIDE)) {
            var page = window.open("/subscribe");
            choose(page, "By the year");
            choose(page, "Subscribe to Standard");
            choose(page, "Continue to payment");
            page.waitForURL(PROVIDER);
            page.fill("[name=card]", TestCard.GOOD.number());
            page.keyboard().press("Enter");
            assertSays(page, "Your payment is being confirmed.");
            plans.shop.work();
            assertSays(page, "You are subscribed.");
            choose(page, "Cancel the subscription");
            choose(page, "Cancel on");
            assertSays(page, "Your subscription was cancelled.");
        }
    }

    /** Tabs to what is called so, which must be seen to have the focus, and presses it. */
    private static void choose(Page page, String name) {
        for (int tab = 0; tab < TABS_MAX; tab++) {
            page.keyboard().press("Tab");
            var focused =
                    page.evaluate("document.activeElement.textContent.trim()").toString();
            if (focused.startsWith(name)) {
                assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .isEqualTo("solid");
                var before = page.url();
                page.keyboard().press("Enter");
                page.waitForURL(url -> !url.equals(before));
                return;
            }
        }
        throw new AssertionError("No tab leads to '" + name + "'.");
    }
}
