package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.SpendRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators do with the credits of others. */
class ManageTest {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest operator = Guest.of(shop, Shop.newUser() + "!Olga");

    private HttpResponse<String> preview(String what, Map<String, String> typed) {
        var all = new HashMap<>(Map.of("type", "user", "id", user, "credit", "credits"));
        all.putAll(typed);
        return operator.get("/manage/" + what + "?" + Guest.encoded(all));
    }

    private static Map<String, String> fields(HttpResponse<String> page) {
        var fields = new HashMap<String, String>();
        HIDDEN.matcher(page.body()).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        return fields;
    }

    @Test
    void finds_somebody_and_shows_what_they_see() {
        shop.account(user).add(700_00);

        assertThat(operator.get("/manage?type=user&id=" + user).body()).contains("750 credits", "user " + user);
        assertThat(operator.get("/manage?type=user&id=never-seen").body()).contains("user never-seen");
    }

    @Test
    void adds_after_a_preview_and_once_for_a_double_click() {
        var preview = preview(
                "add", Map.of("amount", "12.5", "reason", "goodwill", "notes", "sorry", "expires", "2026-07-01"));
        assertThat(preview.body()).contains("12.5 credits will be added", "Available afterwards: 62.5 credits");
        assertThat(shop.account(user).balance().available())
                .as("a preview moves nothing")
                .isEqualTo(50_00);

        var form = fields(preview);
        var once = operator.post("/manage/add", form);
        var twice = operator.post("/manage/add", form);

        assertThat(once.statusCode()).isEqualTo(303);
        assertThat(twice.statusCode()).isEqualTo(303);
        assertThat(shop.account(user).balance().available()).isEqualTo(62_50);
        var row = shop.account(user).transactions(null, 1).transactions().get(0);
        assertThat(row.remarks().actor()).isEqualTo("Olga");
        assertThat(row.remarks().reason()).isEqualTo("goodwill");
        assertThat(row.remarks().notes()).isEqualTo("sorry");
        assertThat(row.times().expiresAt())
                .as("the day counts, in the catalogue's zone")
                .isEqualTo("2026-07-01T21:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, goodwill, -, The amount must be",
                "-5, goodwill, -, The amount must be",
                "1e3, goodwill, -, The amount must be",
                "0.001, goodwill, -, The amount must be",
                "99999999999999999999, goodwill, -, The amount must be",
                "999999999999999999, goodwill, -, The amount must be",
                "92233720368547758.07, goodwill, -, The amount must be",
                "5, -, -, Give a reason",
                "5, goodwill, 2026-06-14, The last day must be",
                "5, goodwill, tomorrow, The last day must be",
                "5, goodwill, +999999999-12-31, The last day must be"
            })
    void what_is_wrong_is_told_and_what_was_typed_is_kept(String amount, String reason, String expires, String told) {
        var typed = new HashMap<>(Map.of("amount", amount, "notes", "kept <text>"));
        if (reason != null) {
            typed.put("reason", reason);
        }
        if (expires != null) {
            typed.put("expires", expires);
        }

        var page = preview("add", typed);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains(told, "kept &lt;text&gt;");
    }

    @Test
    void ends_what_remains_of_a_grant_and_a_repeat_is_answered_alike() {
        var grant = shop.account(user).add(300_00).grant().number();
        var preview = preview("void", Map.of("grant", Long.toString(grant), "reason", "by mistake"));
        assertThat(preview.body()).contains("300 credits will end now");

        var form = fields(preview);

        assertThat(operator.post("/manage/void", form).statusCode()).isEqualTo(303);
        assertThat(operator.post("/manage/void", form).statusCode()).isEqualTo(303);
        assertThat(shop.account(user).balance().available()).isEqualTo(50_00);
        assertThat(preview("void", Map.of("grant", Long.toString(grant), "reason", "again"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void gives_a_spend_back_once() {
        shop.account(user).spend(SpendRequest.of(20_00).withKey("order-7"));
        var preview = preview("reverse", Map.of("undoes", "order-7", "reason", "not delivered"));
        assertThat(preview.body()).contains("20 credits, spent");

        assertThat(operator.post("/manage/reverse", fields(preview)).statusCode())
                .isEqualTo(303);
        assertThat(shop.account(user).balance().available()).isEqualTo(50_00);
        var again = fields(preview("reverse", Map.of("undoes", "order-7", "reason", "again")));
        assertThat(operator.post("/manage/reverse", again).statusCode()).isEqualTo(409);
        assertThat(shop.account(user).balance().available()).isEqualTo(50_00);
        assertThat(preview("reverse", Map.of("undoes", "no-such-key", "reason", "x"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_form_without_its_key_does_nothing() {
        var form = fields(preview("add", Map.of("amount", "5", "reason", "goodwill")));
        form.put("key", "guess");

        assertThat(operator.post("/manage/add", form).statusCode()).isEqualTo(400);
        assertThat(shop.account(user).balance().available()).isEqualTo(50_00);
    }

    @Test
    void a_key_that_was_used_for_something_else_moves_nothing() {
        var form = fields(preview("add", Map.of("amount", "5", "reason", "goodwill")));
        operator.post("/manage/add", form);
        form.put("amount", "6");

        assertThat(operator.post("/manage/add", form).statusCode()).isEqualTo(400);
        assertThat(shop.account(user).balance().available()).isEqualTo(55_00);
    }

    @Test
    void who_is_no_operator_finds_nothing_there() {
        var owner = Guest.of(shop, user);

        assertThat(owner.get("/usage").body()).doesNotContain("/manage");
        assertThat(owner.get("/manage?type=user&id=" + user).statusCode()).isEqualTo(404);
        assertThat(owner.post("/manage/add", fields(preview("add", Map.of("amount", "5", "reason", "x"))))
                        .statusCode())
                .isEqualTo(404);
    }
}
