package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.SpendRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route and everybody who may come: what is answered. A route without a row fails. Of what is named in an address, such as
 * an order, it is the owner's.
 */
class AuthorisationTest {

    private static final Shop SHOP = Shop.shared();
    private static final String OWNER = Shop.newUser();
    private static final String OTHER = Shop.newUser();

    /** Who comes, and as whom: the owner, somebody else, who may see the owner's but not buy for it, an operator. */
    private static final List<String> VISITORS = List.of(OWNER, OTHER, OTHER + "!Olga", "team-" + OWNER + ":seen", "");

    private static final Owned OWNED = Owned.make();

    /** What is the owner's: a spend, a grant that it did not touch, and a means of payment. */
    private record Owned(String spendKey, long grant, String method, String order) {

        static Owned make() {
            var account = SHOP.account(OWNER);
            account.add(1_000);
            account.spend(SpendRequest.of(10).withKey("spend-1"));
            var granted = account.add(1_000);
            return new Owned("spend-1", granted.grant().number(), SHOP.bought(OWNER), SHOP.newestOrder(OWNER));
        }
    }

    private static final String TABLE = """
            route                    | owner | other | operator | only seen | nobody
            GET                      | 303   | 303   | 303      | 303       | 401
            GET /                    | 303   | 303   | 303      | 303       | 401
            POST /owner              | 303   | 303   | 303      | 303       | 401
            GET /usage               | 200   | 200   | 200      | 200       | 401
            GET /usage/statement.csv | 200   | 200   | 200      | 200       | 401
            GET /grants              | 200   | 200   | 200      | 200       | 401
            GET /buy                 | 200   | 200   | 200      | 200       | 401
            POST /buy/cart           | 303   | 303   | 303      | 403       | 401
            POST /buy/cart/quantity  | 303   | 303   | 303      | 403       | 401
            POST /buy/cart/remove    | 303   | 303   | 303      | 403       | 401
            POST /buy/cart/code      | 303   | 303   | 303      | 403       | 401
            POST /buy/cart/code/remove | 303 | 303   | 303      | 403       | 401
            POST /buy/cart/currency  | 303   | 303   | 303      | 403       | 401
            POST /buy/checkout       | 200   | 200   | 200      | 403       | 401
            GET /buy/wait            | 303   | 303   | 303      | 303       | 401
            GET /buy/orders/{id}/wait   | 303 | 404  | 404      | 404       | 401
            GET /buy/orders/{id}/thanks | 200 | 404  | 404      | 404       | 401
            GET /orders              | 200   | 200   | 200      | 200       | 401
            GET /orders/{id}         | 200   | 404   | 404      | 404       | 401
            GET /subscribe           | 200   | 200   | 200      | 200       | 401
            GET /subscribe/wait      | 200   | 200   | 200      | 200       | 401
            GET /subscribe/cancel    | 303   | 303   | 303      | 403       | 401
            POST /subscribe/cancel   | 303   | 303   | 303      | 403       | 401
            POST /subscribe/offer    | 303   | 303   | 303      | 403       | 401
            POST /subscribe/resume   | 409   | 409   | 409      | 403       | 401
            POST /subscribe/code     | 409   | 409   | 409      | 403       | 401
            GET /subscribe/{plan}    | 200   | 200   | 200      | 403       | 401
            POST /subscribe/{plan}   | 200   | 200   | 200      | 403       | 401
            GET /invoices            | 200   | 200   | 200      | 200       | 401
            POST /invoices/default   | 303   | 404   | 404      | 403       | 401
            POST /invoices/remove    | 303   | 404   | 404      | 403       | 401
            GET /settings            | 200   | 200   | 200      | 200       | 401
            POST /settings           | 303   | 303   | 303      | 403       | 401
            GET /manage              | 404   | 404   | 200      | 404       | 401
            GET /manage/add          | 404   | 404   | 200      | 404       | 401
            POST /manage/add         | 404   | 404   | 303      | 404       | 401
            GET /manage/void         | 404   | 404   | 200      | 404       | 401
            POST /manage/void        | 404   | 404   | 303      | 404       | 401
            GET /manage/reverse      | 404   | 404   | 200      | 404       | 401
            POST /manage/reverse     | 404   | 404   | 303      | 404       | 401
            """;

    private record Row(String method, String path, List<Integer> statuses) {

        static Row of(String line) {
            var cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            var route = cells.get(0).split(" ", 2);
            return new Row(
                    route[0],
                    route.length == 1 ? "" : route[1],
                    cells.stream().skip(1).map(Integer::valueOf).toList());
        }
    }

    private static List<Row> rows() {
        return TABLE.lines().skip(1).map(Row::of).toList();
    }

    static Stream<Arguments> rowsAndVisitors() {
        var all = new ArrayList<Arguments>();
        for (var row : rows()) {
            for (int i = 0; i < VISITORS.size(); i++) {
                all.add(Arguments.of(
                        row.method(),
                        row.path(),
                        VISITORS.get(i),
                        row.statuses().get(i)));
            }
        }
        return all.stream();
    }

    @Test
    void every_route_has_a_row() {
        assertThat(Routes.all())
                .extracting(route -> (route.method() + " " + route.path()).strip())
                .containsExactlyInAnyOrderElementsOf(rows().stream()
                        .map(row -> (row.method() + " " + row.path()).strip())
                        .toList());
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @MethodSource("rowsAndVisitors")
    void a_route_answers_each_as_the_table_says(String method, String path, String visitor, int status) {
        var guest = Guest.of(SHOP, visitor);

        var answer = method.equals("GET") ? guest.get(filled(path)) : guest.post(filled(path), form(path, visitor));

        assertThat(answer.statusCode())
                .as(() -> answer.body().replaceAll("(?s).*role=\"alert\"([^<]*<).*", "$1"))
                .isEqualTo(status);
    }

    /** A form from elsewhere, and one of a page that was shown for somebody else, change nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void a_form_that_was_not_sent_from_the_owners_own_page_is_refused(String path) {
        var guest = Guest.of(SHOP, OWNER + "!Olga");
        var elsewhere = guest.form(filled(path), form(path, OWNER));
        var foreign = Shop.visitor(OTHER).owners().get(0).mark();

        assertThat(guest.send(elsewhere.copy().header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(guest.send(elsewhere.copy().header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(guest.send(elsewhere.copy().header("Origin", "null")).statusCode())
                .isEqualTo(403);
        assertThat(guest.send(elsewhere).statusCode()).isEqualTo(403);
        if (!path.equals(Switching.PATH)) {
            assertThat(guest.post(filled(path), Map.of(Door.OWNER_FIELD, foreign))
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void a_form_of_a_browser_that_only_names_its_origin_is_taken_from_the_same_host() {
        var mark = Shop.visitor(OWNER).owners().get(0).mark();
        var form = Guest.of(SHOP, OWNER).form("/owner", Map.of("to", mark));
        var host = SHOP.address("").getAuthority();

        assertThat(Guest.of(SHOP, OWNER)
                        .send(form.copy().header("Origin", "http://" + host))
                        .statusCode())
                .isEqualTo(303);
        assertThat(Guest.of(SHOP, OWNER)
                        .send(form.copy().header("Origin", "http://" + host + ".evil.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    static Stream<String> forms() {
        return rows().stream().filter(row -> row.method().equals("POST")).map(Row::path);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void whatever_is_answered_is_kept_to_itself(String path) {
        for (var visitor : VISITORS) {
            var headers = Guest.of(SHOP, visitor).get(filled(path)).headers();

            assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        }
    }

    static Stream<String> pages() {
        return rows().stream().filter(row -> row.method().equals("GET")).map(Row::path);
    }

    @Test
    void no_other_verb_is_answered() {
        var put = HttpRequest.newBuilder(SHOP.address("/usage")).PUT(BodyPublishers.ofString("x"));

        assertThat(Guest.of(SHOP, OWNER).send(put).statusCode()).isIn(404, 405);
    }

    /** What the owner has, in place of what an address names. */
    private static String filled(String path) {
        return path.startsWith("/manage/")
                ? path + "?" + Guest.encoded(managed())
                : path.replace("{id}", OWNED.order()).replace("{plan}", "standard");
    }

    /** What an operator sends, all that any of the forms has. */
    private static Map<String, String> managed() {
        return Map.of(
                "type",
                "user",
                "id",
                OWNER,
                "credit",
                "credits",
                "amount",
                "1",
                "reason",
                "asked for",
                "undoes",
                OWNED.spendKey(),
                "grant",
                Long.toString(OWNED.grant()),
                "key",
                IdempotencyKey.random().text());
    }

    private static Map<String, String> form(String path, String visitor) {
        return switch (path) {
            case "/owner" ->
                Map.of(
                        "to",
                        Shop.visitor(visitor.isEmpty() ? OWNER : visitor)
                                .owners()
                                .get(0)
                                .mark());
            case "/buy/cart", "/buy/cart/quantity" -> Map.of("products[pack-10]", "1");
            case "/buy/cart/remove" -> Map.of("product", "sms-100");
            case "/buy/cart/code", "/subscribe/code" -> Map.of("code", "LAUNCH");
            case "/subscribe/offer" -> Map.of("code", "STAY");
            case "/subscribe/{plan}" -> Map.of("interval", "monthly");
            case "/buy/cart/currency" -> Map.of("currency", "EUR");
            case "/invoices/default", "/invoices/remove" -> Map.of("method", OWNED.method());
            default -> path.startsWith("/manage/") ? managed() : Map.of();
        };
    }
}
