package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.spike.billing.Interval;
import dev.spike.portal.Chrome.Look;
import dev.spike.provider.local.TestCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of the subscription in every look. */
@Tag("thorough")
class SubscribeInBrowserTest {

    private static final List<Look> LOOKS =
            List.of(Look.WIDE, Look.DARK, Look.NARROW, Look.NO_SCRIPTS, Look.LITHUANIAN);
    private static final List<String> STATES =
            List.of("free", "trial", "active", "past-due", "lapsed", "cancelled", "ended", "given", "followed", "seen");

    private static final Map<String, String> USERS = new LinkedHashMap<>();
    private static PlanShop plans;

    @BeforeAll
    static void live() {
        plans = new PlanShop();
        USERS.put("lapsed", plans.subscriberTo("standard", Interval.MONTHLY, TestCard.EXPIRES_LATER));
        plans.shop.pass(Duration.ofDays(4));
        USERS.put("past-due", plans.subscriberTo("standard", Interval.MONTHLY, TestCard.EXPIRES_LATER));
        plans.shop.pass(Duration.ofDays(30).plusHours(3));
        USERS.put("free", Shop.newUser());
        USERS.put("trial", plans.subscriberTo("team"));
        USERS.put("active", plans.subscriberTo("standard", Interval.YEARLY, TestCard.GOOD));
        USERS.put("cancelled", plans.cancelled());
        USERS.put("ended", plans.ended());
        USERS.put("given", plans.given("pro"));
        var followed = plans.subscriberTo("standard");
        plans.subscriber(followed).switchAtPeriodEnd("pro", Interval.MONTHLY);
        USERS.put("followed", followed);
        USERS.put("seen", followed + ":seen");
    }

    @AfterAll
    static void close() {
        plans.close();
    }

    static Stream<Arguments> statesAndLooks() {
        return STATES.stream().flatMap(state -> LOOKS.stream().map(look -> Arguments.of(state, look)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("statesAndLooks")
    void a_state_is_readable_by_everybody(String state, Look look) {
        assertReadable("subscribe-" + state, state, "/subscribe", look);
    }

    /** A page by the name of its picture. */
    private record Seen(String name, String state, String path) {}

    private static final List<Seen> PAGES = List.of(
            new Seen("subscribe-yearly", "free", "/subscribe?interval=yearly&notice=not-paid"),
            new Seen("subscribe-begin", "free", "/subscribe/pro?interval=yearly"),
            new Seen("subscribe-begin-trial", "free", "/subscribe/team"),
            new Seen("subscribe-switch", "active", "/subscribe/pro?interval=monthly"),
            new Seen("subscribe-switch-planned", "followed", "/subscribe/pro"),
            new Seen("subscribe-cancel", "active", "/subscribe/cancel"),
            new Seen("subscribe-cancel-past-due", "past-due", "/subscribe/cancel"),
            new Seen("subscribe-wait", "free", "/subscribe/wait"),
            new Seen("subscribe-wait-long", "free", "/subscribe/wait?look=30"),
            new Seen("usage-past-due", "past-due", "/usage"));

    static Stream<Arguments> pagesAndLooks() {
        return PAGES.stream().flatMap(page -> LOOKS.stream().map(look -> Arguments.of(page, look)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pagesAndLooks")
    void a_page_is_readable_by_everybody(Seen page, Look look) {
        assertReadable(page.name(), page.state(), page.path(), look);
    }

    private static void assertReadable(String name, String state, String path, Look look) {
        try (var window = Chrome.open(plans.shop, USERS.getOrDefault(state, ""), look)) {
            window.open(path);

            assertReadable(window, name, look);
        }
    }

    private static void assertReadable(Chrome.Window window, String name, Look look) {
        window.picture(name);
        window.assertNothingSticksOut();
        if (look.scripts()) {
            assertThat(new AxeBuilder(window.page()).analyze().getViolations()).isEmpty();
        }
        assertThat(smallTargets(window)).isEmpty();
    }

    /** What is pressed and smaller than a finger may miss; links within a sentence aside. */
    private static List<Object> smallTargets(Chrome.Window window) {
        var small = new ArrayList<Object>();
        for (var target : window.page()
                .locator("main button, main a.button, main .choices a, main input:not([type=hidden])")
                .all()) {
            var box = target.boundingBox();
            if (box != null && (box.width < 24 || box.height < 24)) {
                small.add(target.textContent());
            }
        }
        return small;
    }

    static Stream<Look> looks() {
        return LOOKS.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_code_that_does_not_count_is_readable_by_everybody(Look look) {
        try (var window = Chrome.open(plans.shop, USERS.getOrDefault("active", ""), look)) {
            var page = window.open("/subscribe");
            page.fill("#code", "NOPE");
            page.press("#code", "Enter");
            page.waitForSelector("#code-wrong");
            window.expectFaults();

            assertReadable(window, "subscribe-code-wrong", look);
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void a_provider_that_is_silent_is_readable_by_everybody(Look look) {
        try (var window = Chrome.open(plans.shop, USERS.getOrDefault("active", ""), look)) {
            var page = window.open("/subscribe/pro");
            plans.silence.keep(true);
            page.click("button[value=now]");
            page.waitForSelector("[role=alert]");
            window.expectFaults();

            assertReadable(window, "subscribe-silent", look);
        } finally {
            plans.silence.keep(false);
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void the_page_that_leads_to_the_provider_is_readable_by_everybody(Look look) {
        try (var window = Chrome.open(plans.shop, USERS.getOrDefault("free", ""), look)) {
            var page = window.open("/subscribe/standard");
            page.route("**/pay/*", route -> route.fulfill(new FulfillOptions().setStatus(204)));
            page.click("button[value=now]");
            page.waitForSelector("a.button[href*='/pay/']");

            assertReadable(window, "subscribe-leaving", look);
        }
    }
}
