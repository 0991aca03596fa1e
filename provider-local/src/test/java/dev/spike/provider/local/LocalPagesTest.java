package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor sees, and cannot do. */
class LocalPagesTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private final LocalPages pages = LocalPages.bind(0);
    private final LocalUnderTest under = new LocalUnderTest(TABLES.dataSource(), pages.address());
    private final Visitor visitor = new Visitor();

    LocalPagesTest() {
        pages.serve(under.local());
    }

    @AfterEach
    void close() {
        pages.close();
    }

    private Checkout stateOf(Checkout.Open checkout) {
        return Buyer.done(under.provider().checkout(checkout.key()));
    }

    private HttpResponse<String> click(Checkout.Open checkout, String action, TestCard card) {
        return visitor.click(checkout.page(), action, card.number());
    }

    @Test
    void the_page_shows_lines_discount_total_and_the_test_cards() {
        var page = visitor.get(Buyer.open(under).page());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("2 x Pack", "10.00 USD each", "-1.50 USD", "Pay 18.50 USD");
        for (var card : TestCard.values()) {
            assertThat(page.body()).contains(card.number(), card.effect());
        }
    }

    @Test
    void every_page_says_that_no_money_moves_and_runs_no_script() {
        var confirming = Buyer.open(under);
        click(confirming, "pay", TestCard.NEEDS_AUTHENTICATION);
        var expired = Buyer.open(under);
        Buyer.done(under.provider().expireCheckout(expired.key()));
        var open = Buyer.open(under);

        var all = List.of(
                visitor.get(open.page()),
                visitor.get(confirming.page()),
                visitor.get(expired.page()),
                click(open, "pay", TestCard.DECLINED),
                visitor.post(open.page(), "action=pay"),
                visitor.get(pages.address()),
                visitor.send(HttpRequest.newBuilder(open.page()).DELETE()));

        assertThat(all).extracting(HttpResponse::statusCode).containsExactly(200, 200, 410, 200, 400, 404, 405);
        assertThat(all).allSatisfy(page -> {
            assertThat(page.body()).contains("<strong>No money moves.</strong>").doesNotContain("<script");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'; style-src 'sha256-")
                            .endsWith("; base-uri 'none'; frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(page.headers().map())
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("referrer-policy", List.of("no-referrer"));
        });
    }

    @Test
    void a_paid_page_leads_to_where_the_application_said() {
        var checkout = Buyer.open(under);

        var paid = click(checkout, "pay", TestCard.GOOD);

        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(paid.headers().firstValue("Location")).hasValue(Buyer.PAID.toString());
        assertThat(visitor.get(checkout.page()).headers().firstValue("Location"))
                .hasValue(Buyer.PAID.toString());
        assertThat(stateOf(checkout)).isInstanceOf(Checkout.Paid.class);
    }

    @Test
    void a_paid_page_leads_to_an_address_of_any_letters() {
        var address = URI.create("http://shop.example/gr\u00fc\u00dfe?x=\u20ac");
        var request = Buyer.request(under, "Pack");
        var checkout = (Checkout.Open) Buyer.done(under.provider()
                .openCheckout(new CheckoutRequest(
                        request.key(),
                        request.customerId(),
                        request.lines(),
                        request.discount(),
                        request.total(),
                        new Pages(address, address),
                        request.expiresAt())));

        assertThat(click(checkout, "pay", TestCard.GOOD).headers().firstValue("Location"))
                .hasValue("http://shop.example/gr%C3%BC%C3%9Fe?x=%E2%82%AC");
    }

    @Test
    void cancelling_leads_back_and_leaves_the_checkout_open() {
        var checkout = Buyer.open(under);

        var cancelled = click(checkout, "cancel", TestCard.GOOD);

        assertThat(cancelled.headers().firstValue("Location")).hasValue(Buyer.CANCELLED.toString());
        assertThat(stateOf(checkout)).isEqualTo(checkout);
    }

    @Test
    void a_second_click_leads_on_as_the_first_did() {
        var checkout = Buyer.open(under);
        var page = visitor.get(checkout.page());

        var first = visitor.click(page, "pay", TestCard.GOOD.number());
        var second = visitor.click(page, "pay", TestCard.GOOD.number());

        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @Test
    void who_does_not_confirm_may_take_another_card() {
        var checkout = Buyer.open(under);
        click(checkout, "pay", TestCard.NEEDS_AUTHENTICATION);
        assertThat(visitor.get(checkout.page()).body()).contains("Is it you");

        assertThat(visitor.click(checkout.page(), "refuse", "").body()).contains("Try another", "Test cards");
        assertThat(click(checkout, "pay", TestCard.GOOD).statusCode()).isEqualTo(303);
    }

    @Test
    void a_confirmation_of_nothing_pays_nothing() {
        var checkout = Buyer.open(under);

        assertThat(visitor.click(checkout.page(), "confirm", "").statusCode()).isEqualTo(200);
        assertThat(stateOf(checkout)).isEqualTo(checkout);
    }

    @Test
    void an_expired_page_says_so_and_leads_back() {
        var checkout = Buyer.open(under);
        under.clock().advance(Duration.ofHours(1));

        assertThat(visitor.get(checkout.page()).body())
                .contains("has expired", "Nothing was paid", "href=\"" + Buyer.CANCELLED + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111", "", "4242", "<b>4242 4242 4242 4242</b>", "4242 4242 4242 4242 4"})
    void only_test_cards_are_accepted_and_no_other_is_shown_again(String number) {
        var checkout = Buyer.open(under);

        var answer = visitor.click(checkout.page(), "pay", number);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Only the test cards").doesNotContain("4111", "<b>");
        assertThat(stateOf(checkout)).isEqualTo(checkout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "&lt;b&gt; & %s %n %1$s",
                "\u202eevil\u2066 \ud83d\udca9"
            })
    void hostile_texts_are_shown_as_text(String name) {
        var body = visitor.get(Buyer.open(under, name).page()).body();

        assertThat(body)
                .contains("2 x "
                        + name.replace("&", "&amp;")
                                .replace("<", "&lt;")
                                .replace(">", "&gt;")
                                .replace("\"", "&quot;")
                                .replace("'", "&#39;"));
        assertThat(body).doesNotContain("<script", "<img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=pay&card=4242424242424242",
                "form=0000000000000000000000000&action=pay&card=4242424242424242",
                "form=&form=&action=pay&card=4242424242424242",
                "form=%zz&action=pay"
            })
    void a_form_that_is_not_the_pages_own_does_nothing(String form) {
        var checkout = Buyer.open(under);

        assertThat(visitor.post(checkout.page(), form).statusCode()).isEqualTo(400);
        assertThat(stateOf(checkout)).isEqualTo(checkout);
    }

    @Test
    void another_pages_form_does_nothing() {
        var own = Buyer.open(under);
        var other = Visitor.form(visitor.get(Buyer.open(under).page()));

        assertThat(visitor.post(own.page(), "form=" + other + "&action=pay&card=4242424242424242")
                        .statusCode())
                .isEqualTo(400);
        assertThat(stateOf(own)).isEqualTo(own);
    }

    @Test
    void a_form_too_large_or_of_another_kind_does_nothing() {
        var checkout = Buyer.open(under);
        var good = "form=" + Visitor.form(visitor.get(checkout.page())) + "&action=pay&card=4242424242424242";

        assertThat(visitor.post(checkout.page(), good + "&x=" + "y".repeat(10_000))
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.post(checkout.page(), "text/plain", good).statusCode())
                .isEqualTo(400);
        assertThat(visitor.send(HttpRequest.newBuilder(checkout.page()).POST(BodyPublishers.ofString(good)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(stateOf(checkout)).isEqualTo(checkout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pay/", "pay/abc", "pay/0000000000000000000000000", "pay/../pay/x", "favicon.ico"})
    void a_page_that_is_not_there_is_not_found(String path) {
        URI page = pages.address().resolve(path);

        assertThat(visitor.get(page).statusCode()).isEqualTo(404);
        assertThat(visitor.post(page, "action=pay").statusCode()).isEqualTo(404);
    }

    @Test
    void an_address_that_is_none_for_a_browser_is_refused_when_the_checkout_is_opened() {
        for (var address : List.of("javascript:alert(1)", "/paid", "file:///etc/passwd", "http:///x", "mailto:a@b")) {
            var request = Buyer.request(under, "Pack");
            var leading = new Pages(URI.create("http://a/"), URI.create(address));

            assertThat(under.provider()
                            .openCheckout(new CheckoutRequest(
                                    request.key(),
                                    request.customerId(),
                                    request.lines(),
                                    request.discount(),
                                    request.total(),
                                    leading,
                                    request.expiresAt())))
                    .hasToString("Refused[refusal=INVALID, message=whenCancelled is '" + address
                            + "'; it must be an http or https address with a host, at most 1000 characters.]");
        }
    }
}
