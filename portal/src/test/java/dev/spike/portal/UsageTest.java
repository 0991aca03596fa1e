package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import org.junit.jupiter.api.Test;

class UsageTest {

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);

    @Test
    void shows_what_is_left_and_what_was_used() {
        shop.account(user).spend(250);

        var page = guest.get("/usage");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("47.5 credits", "-2.5", "Coming next: 50 credits");
    }

    @Test
    void a_note_is_shown_as_text() {
        shop.account(user).add(AddRequest.of(1).withNotes("<script>alert(1)</script>"));

        assertThat(guest.get("/usage").body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }
}
