package dev.spike.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.spring.operations.DueWork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The example as its customers see it: over HTTP, with a test card. Each test has customers of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@DirtiesContext
class ExampleTest {

    private static final TestDatabase DATABASE = FastPostgres.database("examples", empty -> {});

    private static final Pattern THEME = Pattern.compile("href=\"([^\"]+theme.css)\"");
    private static final String GOOD_CARD = "4242 4242 4242 4242";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DueWork dueWork;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("spike.due.enabled", () -> false); // the tests say when
    }

    @AfterAll
    static void remove() {
        DATABASE.close();
    }

    @Test
    void nobody_sees_anything_without_signing_in() {
        var browser = new Browser(address("/"));

        assertThat(browser.page().uri()).hasPath("/login");
        assertThat(browser.page().body()).contains("No money moves");
        assertThat(browser.submit("/login", Map.of("username", "ada", "password", "grace")))
                .contains("do not fit");
        assertThat(call("nobody", "/api/translate", Map.of("text", "hello")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_word_costs_a_credit_while_there_are_enough() {
        var browser = signedIn("translating");

        var enough = call("translating", "/api/translate", Map.of("text", "good morning ".repeat(9)));
        var tooMuch = call("translating", "/api/translate", Map.of("text", "good morning everybody"));

        assertThat(enough.body()).contains("oodgay orningmay", "\"creditsLeft\":2");
        assertThat(tooMuch.statusCode()).isEqualTo(402);
        assertThat(tooMuch.body()).contains("\"missing\":1", "\"topUp\":\"/\"");
        assertThat(browser.open("/")).contains("2 credits");
    }

    @Test
    void a_story_costs_its_words_and_one_that_fails_costs_nothing() {
        var browser = signedIn("listening");

        var failed = call("listening", "/api/story", Map.of("hero", " "));
        var told = call("listening", "/api/story", Map.of("hero", "a cat"));

        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(told.body()).contains("there was a cat. The end.");
        assertThat(browser.open("/")).contains("10 credits");
    }

    @Test
    void a_message_that_cannot_be_kept_gives_its_credit_back() {
        var browser = signedIn("sending");

        var tooLong = call("sending", "/api/messages", Map.of("to", "+370", "text", "a".repeat(161)));

        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(browser.open("/")).contains("2 sms");
        assertThat(messagesOf("sending")).isZero();
    }

    @Test
    void a_message_without_a_credit_is_not_kept() {
        signedIn("broke");
        var message = Map.of("to", "+370", "text", "hello");
        call("broke", "/api/messages", message);
        call("broke", "/api/messages", message);

        assertThat(call("broke", "/api/messages", message).statusCode()).isEqualTo(402);
        assertThat(messagesOf("broke")).isEqualTo(2);
    }

    @Test
    void a_pack_that_is_paid_with_a_test_card_counts_once() {
        var browser = signedIn("buying");

        assertThat(browser.submit("/buy", Map.of("product", "words-1000"))).contains("Pay 5.00 USD", "No money moves");
        assertThat(browser.submit(pay("4000 0000 0000 0002"))).contains("declined");
        assertThat(browser.submit(pay(GOOD_CARD))).contains("Thank you");
        dueWork.run();
        dueWork.run();

        assertThat(browser.open("/")).contains("1020 credits");
    }

    @Test
    void a_subscription_gives_its_credits_when_it_is_paid() {
        var browser = signedIn("subscribing");

        browser.submit("/subscribe", Map.of("plan", "standard"));
        browser.submit(pay(GOOD_CARD));
        dueWork.run();

        assertThat(browser.open("/")).contains("5000 credits", "500 sms", "<strong>Standard</strong>");
    }

    @Test
    void a_customer_sees_no_account_but_the_own() {
        signedIn("spender");
        call("spender", "/api/translate", Map.of("text", "one two three"));

        assertThat(signedIn("other").page().body()).contains("20 credits").doesNotContain("usage");
    }

    @Test
    void what_a_page_of_somebody_else_sends_is_refused() {
        var browser = signedIn("tricked");
        browser.open("/style.css"); // a page without the token

        browser.submit("/buy", Map.of("product", "words-1000"));
        assertThat(browser.page().statusCode()).isEqualTo(403);
        browser.submit("/api/translate", Map.of("text", "hello"));
        assertThat(browser.page().statusCode()).isEqualTo(401);
    }

    @Test
    void a_name_is_shown_as_it_is_and_never_as_markup() {
        assertThat(signedIn("<b>bold</b>").page().body())
                .contains("&lt;b&gt;bold")
                .doesNotContain("<b>");
    }

    @Test
    void the_portal_has_the_colour_the_logo_the_words_and_the_page_of_the_application() {
        var browser = signedIn("visiting");

        var usage = browser.open("/billing/usage");
        assertThat(usage)
                .contains("<h1>Words and messages</h1>", "src=\"/logo.svg\"", "alt=\"The Pig Latin Post\"")
                .as("words that are not the application's stay")
                .contains("Used by day");
        assertThat(browser.open(
                        THEME.matcher(usage).results().findFirst().orElseThrow().group(1)))
                .contains("--accent:#b3265a");
        assertThat(browser.open("/billing/nowhere")).contains("There is no such page", "the bell at the front desk");
        assertThat(browser.page().statusCode()).isEqualTo(404);
    }

    @Test
    void the_portal_shows_a_customer_what_is_theirs() {
        signedIn("portal-one");
        call("portal-one", "/api/translate", Map.of("text", "five words are five credits"));

        assertThat(signedIn("portal-two").open("/billing/usage")).contains("20 credits");
        assertThat(new Browser(address("/billing/usage")).page().uri()).hasPath("/login");
    }

    private static Map<String, String> pay(String card) {
        return Map.of("action", "pay", "card", card);
    }

    /** Signs a new customer up, whose password is the name, and in. */
    private Browser signedIn(String name) {
        jdbc.sql("INSERT INTO customers (name, password) VALUES (?, ?)")
                .params(name, "{noop}" + name)
                .update();
        var browser = new Browser(address("/"));
        browser.submit("/login", Map.of("username", name, "password", name));
        return browser;
    }

    private HttpResponse<String> call(String name, String path, Map<String, String> fields) {
        var pair = (name + ":" + name).getBytes(StandardCharsets.UTF_8);
        return Browser.send(
                HttpClient.newHttpClient(),
                Browser.form(address(path), fields)
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    private long messagesOf(String name) {
        return jdbc.sql("SELECT count(*) FROM messages WHERE customer_id = (SELECT id FROM customers WHERE name = ?)")
                .param(name)
                .query(Long.class)
                .single();
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
