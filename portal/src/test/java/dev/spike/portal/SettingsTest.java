package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillableSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);

    @Test
    void what_is_saved_is_shown_and_kept() {
        shop.billing
                .of(Shop.billable(user))
                .changeSettings(new BillableSettings(null, null, null, null, Map.of("credits", 1_250L), 7));

        var saved = guest.post("/settings", Map.of("name", "Parrots <Ltd>", "address", "Cage 1\nVilnius"));

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(guest.get("/settings?done=saved").body())
                .contains("Saved.", "value=\"Parrots &lt;Ltd&gt;\"", "Cage 1\nVilnius");
        assertThat(shop.billing.of(Shop.billable(user)).settings().lowBalances())
                .containsEntry("credits", 1_250L);
    }

    @Test
    void receipts_name_the_owner_as_was_chosen() {
        shop.bought(user);
        var receipt = "/orders/" + shop.newestOrder(user);
        assertThat(guest.get(receipt).body()).contains(">" + user + "</dd>");

        guest.post("/settings", Map.of("name", "Parrots <Ltd>", "address", "Cage 1\nVilnius"));

        assertThat(guest.get(receipt).body()).contains(">Parrots &lt;Ltd&gt;\nCage 1\nVilnius</dd>");
    }

    @Test
    void the_language_and_the_zone_that_were_chosen_go_before_those_of_the_browser() {
        shop.account(user).add(1);
        guest.post("/settings", Map.of("language", "lt", "zone", "America/New_York"));

        assertThat(guest.get("/usage").body()).contains("<html lang=\"lt\"", "Sunaudota per dieną", "05:30");
    }

    @ParameterizedTest
    @CsvSource({"zone, Mars/Olympus", "zone, ../etc", "language, no-such-language-at-all", "language, <script>"})
    void what_is_wrong_is_told_and_nothing_is_saved(String field, String value) {
        guest.post("/settings", Map.of("name", "before"));

        var page = guest.post("/settings", Map.of("name", "after", field, value));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("Nothing was saved yet", "value=\"after\"");
        assertThat(guest.get("/settings").body()).contains("value=\"before\"");
    }

    @Test
    void a_means_of_payment_is_shown_removed_and_gone() {
        var method = shop.bought(user);
        assertThat(guest.get("/invoices").body()).contains("4242", "used by default", "paid");

        assertThat(guest.post("/invoices/remove", Map.of("method", method)).statusCode())
                .isEqualTo(303);
        assertThat(guest.get("/invoices?done=removed").body())
                .contains("It was removed.", "None yet. One is kept")
                .doesNotContain("4242");
    }
}
