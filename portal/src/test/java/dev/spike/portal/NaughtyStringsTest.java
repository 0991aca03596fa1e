package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/** The Big List of Naughty Strings, wherever a visitor can write: it is shown as text, and nothing breaks. */
@Tag("thorough")
class NaughtyStringsTest {

    private static List<String> naughty = List.of();

    private final Shop shop = Shop.shared();

    @BeforeAll
    static void read() throws IOException {
        var folder = System.getProperty("spike.data", "");
        if (folder.isEmpty()) {
            System.out.println("No -Dspike.data=FOLDER: the naughty strings are not tried.");
        }
        assumeFalse(folder.isEmpty());
        var json = Files.readString(Path.of(folder, "hostile", "blns.json"));
        naughty = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"")
                .matcher(json)
                .results()
                .map(found -> unescaped(found.group(1)))
                .toList();
        assertThat(naughty).hasSizeGreaterThan(400);
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(u(....)|.)").matcher(text).replaceAll(found -> {
            var character = found.group(1);
            var plain =
                    switch (character.charAt(0)) {
                        case 'u' -> String.valueOf((char) Integer.parseInt(found.group(2), 16));
                        case 'n' -> "\n";
                        case 'r' -> "\r";
                        case 't' -> "\t";
                        case 'b' -> "\b";
                        case 'f' -> "\f";
                        default -> character;
                    };
            return Matcher.quoteReplacement(plain);
        });
    }

    /** With the text, the page has no tag and no quotation mark more than with a harmless one. */
    private static void assertShownAsText(HttpResponse<String> page, HttpResponse<String> harmless, String text) {
        if (page.statusCode() == harmless.statusCode()) {
            for (var mark : List.of("<", ">", "\"")) {
                assertThat(count(page, mark)).as(text).isLessThanOrEqualTo(count(harmless, mark));
            }
        }
    }

    private static long count(HttpResponse<String> page, String mark) {
        return page.body()
                .chars()
                .filter(character -> character == mark.charAt(0))
                .count();
    }

    @Test
    void as_a_discount_code() {
        var harmless = buyer().post("/buy/cart/code", Map.of("code", "HARMLESS"));
        var guest = buyer();
        for (int i = 0; i < naughty.size(); i++) {
            var text = naughty.get(i);
            guest = i % CodeTries.WRONG_MAX == 0 ? buyer() : guest;

            var page = guest.post("/buy/cart/code", Map.of("code", text));

            assertThat(page.statusCode()).as(text).isEqualTo(400);
            assertShownAsText(page, harmless, text);
        }
    }

    /** Somebody who has something in the cart and never guessed a code. */
    private Guest buyer() {
        var guest = Guest.of(shop, Shop.newUser());
        shop.billing.of(Shop.billable(guest.visitor())).putInCart("pack-10", 1);
        return guest;
    }

    @Test
    void as_what_an_address_chooses() {
        var guest = Guest.of(shop, Shop.newUser());
        var harmless = guest.get(choosing("HARMLESS"));
        for (var text : naughty) {
            var page = guest.get(choosing(text));

            assertThat(page.statusCode()).as(text).isEqualTo(200);
            assertShownAsText(page, harmless, text);
            if (text.length() <= 60 && text.matches("[\\x20-\\x7e]+") && !text.isBlank()) {
                assertThat(page.body()).contains(HtmlUtils.htmlEscape("“" + text + "”", "UTF-8"));
            }
        }
    }

    private static String choosing(String text) {
        var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return "/buy?products%5B" + encoded + "%5D=1&code=" + encoded + "&added=" + encoded;
    }

    @Test
    void as_a_quantity() {
        var guest = Guest.of(shop, Shop.newUser());
        var harmless = guest.post("/buy/cart", Map.of("products[pack-10]", "many"));
        for (var text : naughty) {
            var page = guest.post("/buy/cart", Map.of("products[pack-10]", text));

            assertThat(page.statusCode()).as(text).isIn(303, 400);
            assertShownAsText(page, harmless, text);
            if (page.statusCode() == 303) {
                guest = Guest.of(shop, Shop.newUser());
            }
        }
    }
}
