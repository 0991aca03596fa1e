package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.portal.Chrome.Look;
import dev.spike.portal.Chrome.Window;
import dev.spike.provider.local.TestCard;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Buying in a real browser: every page in every state and look, and every way through the payment. */
@Tag("thorough")
class BuyInBrowserTest {

    private static final Shop SHOP = Shop.shared();
    private static final List<Look> LOOKS =
            List.of(Look.WIDE, Look.DARK, Look.NARROW, Look.NO_SCRIPTS, Look.LITHUANIAN);
    private static final Pages ANYWHERE =
            new Pages(URI.create("http://127.0.0.1/paid"), URI.create("http://127.0.0.1/back"));

    private static final String NEWCOMER = Shop.newUser();
    private static final String FULL = Shop.newUser();
    private static final String CURIOUS = Shop.newUser();
    private static final String STUCK = Shop.newUser();
    private static final String WAITING = Shop.newUser();
    private static final String MISPAID = Shop.newUser();
    private static final String CUSTOMER = Shop.newUser();

    /** A page to look at: by whom, what it is called, where it is. */
    record Sight(String name, String visitor, String path) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Sight[] sights = {};

    private static Buyer buyer(String user) {
        return SHOP.billing.of(Shop.billable(user));
    }

    private static URI opened(String user) {
        return ((CheckoutResult.Page) buyer(user).checkout(ANYWHERE)).page();
    }

    private static Order newest(String user) {
        return buyer(user).orders(null, 1).orders().get(0);
    }

    @BeforeAll
    static void live() {
        buyer(FULL).putInCart("pack-10", 2);
        buyer(FULL).putInCart("sms-100", 1);
        buyer(FULL).applyCode("LAUNCH");
        buyer(CURIOUS).payIn("USD");
        var former = SHOP.alsoSelling(Map.of(
                "spike.products[3].id", "old-pack",
                "spike.products[3].name", "Old pack",
                "spike.products[3].price", "1.00 EUR",
                "spike.products[3].provides[0].credits", "1",
                "spike.discounts[2].code", "OVER",
                "spike.discounts[2].percent", "5"));
        buyer(STUCK).putInCart("pack-10", 1);
        former.of(Shop.billable(STUCK)).putInCart("old-pack", 1);
        former.of(Shop.billable(STUCK)).applyCode("OVER");
        buyer(WAITING).putInCart("pack-10", 1);
        opened(WAITING);
        var ended = newest(WAITING);
        buyer(WAITING).putInCart("pack-10", 2);
        opened(WAITING);
        buyer(MISPAID).putInCart("pack-10", 1);
        var page = opened(MISPAID);
        SHOP.tamper("UPDATE spike_local_checkouts SET total = total - 1 WHERE key = '"
                + newest(MISPAID).id() + "'");
        SHOP.provider.bank().pay(page, TestCard.GOOD);
        buyer(CUSTOMER).putInCart("pack-10", 2);
        buyer(CUSTOMER).putInCart("sms-100", 1);
        buyer(CUSTOMER).applyCode("LAUNCH");
        SHOP.provider.bank().pay(opened(CUSTOMER), TestCard.GOOD);
        SHOP.work();
        var bought = newest(CUSTOMER);
        buyer(CUSTOMER).refund(bought.id(), Money.parse("4.50 EUR"), "Not needed");
        buyer(CUSTOMER).putInCart("gift", 1);
        buyer(CUSTOMER).checkout(ANYWHERE);
        buyer(CUSTOMER).putInCart("pack-10", 1);
        opened(CUSTOMER);
        SHOP.work();
        sights = new Sight[] {
            new Sight("buy-empty", NEWCOMER, "/buy"),
            new Sight("buy-full", FULL, "/buy?added=sms-100"),
            new Sight("buy-cancelled", FULL, "/buy?payment=cancelled"),
            new Sight("buy-dollars", CURIOUS, "/buy"),
            new Sight("buy-stuck", STUCK, "/buy"),
            new Sight("buy-seen", NEWCOMER + "x+team-1:seen", "/buy"),
            new Sight("buy-chosen", NEWCOMER, "/buy?products%5Bpack-10%5D=2&products%5Bnone%5D=1&code=LAUNCH"),
            new Sight("wait-pending", WAITING, "/buy/wait"),
            new Sight("wait-cancelled", WAITING, "/buy/orders/" + ended.id() + "/wait"),
            new Sight("wait-mispaid", MISPAID, "/buy/wait"),
            new Sight("thanks", CUSTOMER, "/buy/orders/" + bought.id() + "/thanks"),
            new Sight("orders", CUSTOMER, "/orders"),
            new Sight("orders-empty", NEWCOMER, "/orders"),
            new Sight("receipt", CUSTOMER, "/orders/" + bought.id()),
            new Sight("order-pending", WAITING, "/orders/" + newest(WAITING).id()),
        };
    }

    static Stream<Arguments> sightsAndLooks() {
        return Stream.of(sights).flatMap(sight -> LOOKS.stream().map(look -> Arguments.of(sight, look)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sightsAndLooks")
    void a_page_is_readable_by_everybody(Sight sight, Look look) {
        try (var window = Chrome.open(SHOP, sight.visitor(), look)) {
            if (sight.visitor().contains(":seen")) {
                window.open("/usage");
                window.page()
                        .locator("#owner")
                        .selectOption(
                                Shop.visitor(sight.visitor()).owners().get(1).mark());
                window.page().locator(".owner button").click();
            }
            window.open(sight.path());
            look(window, look, sight.name());
        }
    }

    private static void look(Window window, Look look, String name) {
        window.picture(name);
        window.assertNothingSticksOut();
        if (look.scripts()) {
            assertThat(new AxeBuilder(window.page()).analyze().getViolations()).isEmpty();
        }
    }

    static Stream<Look> looks() {
        return LOOKS.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void what_was_wrong_is_readable_by_everybody(Look look) {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");

            page.locator("#code").fill("NO-SUCH-CODE");
            page.locator("form.code button").click();
            assertThat(page.locator("#code-wrong").isVisible()).isTrue();
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("code");
            look(window, look, "buy-wrong-code");
            page.locator("#offer-0").fill("10000");
            page.locator(".offer button:not([data-step])").first().click();
            assertThat(page.locator("#offer-0-wrong").isVisible()).isTrue();
            look(window, look, "buy-wrong-quantity");
            window.expectFaults();
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void who_is_led_to_the_provider_reads_where(Look look) {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");
            // the provider's page does not come, so that ours stays
            page.route(Pattern.compile(".*/pay/.*"), route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));

            page.locator("button.full").click();
            page.locator("main a.button").waitFor();
            look(window, look, "leaving");
        }
    }

    /** The webhooks arrive and are worked while the browser waits. */
    private static void assertThanked(Page page) {
        page.waitForURL(Pattern.compile(".*/wait$"));
        assertThat(page.locator("main [role=status]").isVisible()).isTrue();
        SHOP.work();
        page.waitForURL(Pattern.compile(".*/thanks$"));
        assertThat(page.locator("h1").textContent()).isIn("Thank you", "Ačiū");
    }

    static Stream<Look> withAndWithoutScripts() {
        return Stream.of(Look.WIDE, Look.NO_SCRIPTS);
    }

    @ParameterizedTest
    @MethodSource("withAndWithoutScripts")
    void a_customer_puts_in_the_cart_uses_a_code_pays_and_is_thanked(Look look) {
        var user = Shop.newUser();
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");

            page.locator("#offer-0").fill("3");
            page.locator(".offer button:not([data-step])").first().click();
            page.locator("#line-0").fill("2");
            page.locator("#cart .put button.quiet:not([data-step])").click();
            page.locator("#code").fill("launch");
            page.locator("form.code button").click();
            assertThat(page.locator(".sum .total dd").textContent()).isEqualTo("€16.00");
            page.locator("button.full").click();
            page.locator("input[name=card]").fill(TestCard.GOOD.number());
            page.locator("button[value=pay]").click();

            assertThanked(page);
            assertThat(SHOP.account(user).balance().available()).isEqualTo(1_000_000 + 5_000);
            assertThat(buyer(user).cart().isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("withAndWithoutScripts")
    void a_card_that_is_declined_may_be_followed_by_another(Look look) {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");

            page.locator("button.full").click();
            page.locator("input[name=card]").fill(TestCard.DECLINED.number());
            page.locator("button[value=pay]").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("declined");
            page.locator("input[name=card]").fill(TestCard.GOOD.number());
            page.locator("button[value=pay]").click();

            assertThanked(page);
        }
    }

    @ParameterizedTest
    @MethodSource("withAndWithoutScripts")
    void a_payment_that_has_to_be_confirmed_is_confirmed(Look look) {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");

            page.locator("button.full").click();
            page.locator("input[name=card]").fill(TestCard.NEEDS_AUTHENTICATION.number());
            page.locator("button[value=pay]").click();
            page.locator("button[value=confirm]").click();

            assertThanked(page);
        }
    }

    @ParameterizedTest
    @MethodSource("withAndWithoutScripts")
    void a_payment_that_is_left_leads_back_to_the_cart(Look look) {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        try (var window = Chrome.open(SHOP, user, look)) {
            var page = window.open("/buy");

            page.locator("button.full").click();
            page.locator("button[value=cancel]").click();

            page.waitForURL(Pattern.compile(".*/buy\\?payment=cancelled$"));
            assertThat(page.locator("main .notice").textContent()).contains("Nothing was paid");
            assertThat(page.locator("#line-0").inputValue()).isEqualTo("1");
        }
    }

    @Test
    void an_order_that_is_ended_while_the_customer_waits_says_so() {
        var user = Shop.newUser();
        buyer(user).putInCart("pack-10", 1);
        opened(user);
        try (var window = Chrome.open(SHOP, user, Look.WIDE)) {
            var page = window.open("/buy/wait");

            buyer(user).putInCart("pack-10", 2);
            opened(user);

            page.getByText("This was not paid").waitFor();
        }
    }

    @Test
    void a_customer_without_a_mouse_buys() {
        var user = Shop.newUser();
        try (var window = Chrome.open(SHOP, user, Look.WIDE)) {
            var page = window.open("/buy");

            tabTo(page, "One more of “Standard pack”");
            page.keyboard().press("Enter");
            tabTo(page, "Put in the cart: Standard pack");
            page.keyboard().press("Enter");
            page.getByText("“Standard pack” is in the cart.").waitFor();
            assertThat(page.locator("#line-0").inputValue()).isEqualTo("2");
            tabTo(page, "Go to the payment");
            page.keyboard().press("Enter");
            page.locator("input[name=card]").waitFor();
            page.keyboard().press("Tab");
            page.keyboard().type(TestCard.GOOD.number());
            page.keyboard().press("Enter");

            assertThanked(page);
        }
    }

    /** Presses Tab until what is named so has the focus, and shows it. */
    private static void tabTo(Page page, String name) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            var focused = page.locator(":focus");
            if (focused.count() == 1 && name.equals(named(focused.getAttribute("aria-label"), focused.innerText()))) {
                assertThat(focused.evaluate("element => getComputedStyle(element).outlineStyle"))
                        .isEqualTo("solid");
                return;
            }
        }
        throw new AssertionError("The keyboard does not come to '" + name + "'.");
    }

    private static String named(@org.jspecify.annotations.Nullable String label, String text) {
        return label == null ? text : label;
    }

    @Test
    void a_quantity_is_stepped_by_its_buttons_within_its_bounds() {
        try (var window = Chrome.open(SHOP, NEWCOMER, Look.WIDE)) {
            var page = window.open("/buy");
            var more =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("One more of “Standard pack”"));
            var less =
                    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("One less of “Standard pack”"));

            less.click();
            assertThat(page.locator("#offer-0").inputValue()).isEqualTo("1");
            more.click();
            more.click();
            less.click();

            assertThat(page.locator("#offer-0").inputValue()).isEqualTo("2");
        }
    }
}
