package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a visitor reads when credits cannot be reached. */
class OutageTest {

    @Test
    void whatever_is_asked_for_is_answered_with_a_page_and_in_words() {
        try (var shop = Shop.open(PortalTheme.plain())) {
            var user = Shop.newUser();
            var guest = Guest.of(shop, user);
            shop.tamper("ALTER TABLE spike_billing_settings RENAME TO spike_gone");

            for (var answer : new HttpResponse<?>[] {
                guest.get("/usage"),
                guest.get("/nowhere"),
                guest.get("/manage"),
                guest.post("/settings", Map.of("name", "x")),
                Guest.of(shop, user + ":seen").post("/buy/checkout", Map.of())
            }) {
                assertThat(answer.statusCode()).isIn(500, 503);
                assertThat(String.valueOf(answer.body()))
                        .contains("<html lang=\"en-GB\"", "Nothing is lost")
                        .doesNotContain("spike_gone", "SQL", "Exception");
            }
        }
    }
}
