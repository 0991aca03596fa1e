package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.HoldRequest;
import dev.spike.portal.Chrome.Look;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in every look: it can be read by everybody, nothing sticks out, and the browser has nothing to complain about. */
@Tag("thorough")
class PagesInBrowserTest {

    private static final String USER = Shop.newUser();
    private static final String NEWCOMER = Shop.newUser();

    private static final List<String> PAGES = List.of(
            "/usage",
            "/usage?days=90&credit=sms&type=usage",
            "/grants",
            "/invoices",
            "/settings",
            "/manage?type=user&id=" + USER);
    private static final List<Look> LOOKS =
            List.of(Look.WIDE, Look.DARK, Look.NARROW, Look.NO_SCRIPTS, Look.LITHUANIAN);

    @BeforeAll
    static void live() {
        var shop = Shop.shared();
        var account = shop.account(USER);
        var now = shop.clock.instant();
        account.add(AddRequest.of(500_000).expiringAt(now.plus(Duration.ofDays(20))));
        account.add(AddRequest.of(1_234_567).withNotes("For the trouble of last week, with our apologies."));
        account.spend(77_125);
        account.hold(HoldRequest.of(10_000));
        shop.account(USER, "sms").add(120);
        shop.account(USER, "sms").spend(45);
    }

    static Stream<Arguments> pagesAndLooks() {
        return PAGES.stream().flatMap(page -> LOOKS.stream().map(look -> Arguments.of(page, look)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pagesAndLooks")
    void a_page_is_readable_by_everybody(String path, Look look) {
        try (var window = Chrome.open(Shop.shared(), USER + "!Olga", look)) {
            window.open(path);

            window.picture(path.substring(1).replaceAll("[^a-z0-9]+", "-"));
            window.assertNothingSticksOut();
            if (look.scripts()) {
                assertThat(new AxeBuilder(window.page()).analyze().getViolations())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pagesAndLooks")
    void a_page_is_readable_when_there_is_nothing_on_it(String path, Look look) {
        try (var window = Chrome.open(Shop.shared(), NEWCOMER + "!Olga", look)) {
            window.open(path);

            window.picture("empty-" + path.substring(1).replaceAll("[^a-z0-9]+", "-"));
            window.assertNothingSticksOut();
            if (look.scripts()) {
                assertThat(new AxeBuilder(window.page()).analyze().getViolations())
                        .isEmpty();
            }
        }
    }
}
