package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import java.time.Duration;
import java.time.Instant;
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

    /** A clock of its own: what was used days ago, and what is left of it. */
    @Test
    void says_how_long_it_lasts_where_there_is_a_pace_and_nothing_ends_before() {
        try (var other = Shop.open(PortalTheme.plain())) {
            var spender = Guest.of(other, user);
            other.account(user, "sms").add(100);
            other.account(user, "sms").spend(10);
            assertThat(spender.get("/usage").body())
                    .as("who began today has no pace")
                    .doesNotContain("Lasts until");

            other.clock.advance(Duration.ofDays(7));
            other.account(user, "sms").spend(5);
            assertThat(spender.get("/usage").body())
                    .as("85 left, 15 in 30 days: 170 days")
                    .contains("Lasts until about 9 Dec 2026");

            other.account(user, "sms").add(AddRequest.of(1).expiringAt(Instant.parse("2026-12-01T00:00:00Z")));
            assertThat(spender.get("/usage").body())
                    .as("some of it ends before")
                    .doesNotContain("Lasts until");
        }
    }

    @Test
    void a_movement_within_a_minute_has_one_time() {
        shop.account(user).spend(1);

        assertThat(guest.get("/usage").body()).contains("15 Jun 2026, 12:30").doesNotContain("12:30 to");
    }
}
