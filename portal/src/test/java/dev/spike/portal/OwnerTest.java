package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A visitor with several owners: whose credits are shown, and for whom a form counts. */
class OwnerTest {

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final String team = "team-" + user;
    private final Guest guest = Guest.of(shop, user + "+" + team);

    @Test
    void sees_the_own_credits_first_and_those_of_the_team_when_chosen() {
        shop.account(user).add(111_00);
        shop.account(team).add(222_00);

        var chosen = guest.post(
                "/owner", Map.of("to", Shop.visitor(team).owners().get(0).mark()));
        var cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(guest.get("/usage").body()).contains("161 credits").doesNotContain("272 credits");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/billing");
        assertThat(guest.with("Cookie", cookie.split(";", 2)[0]).get("/usage").body())
                .contains("272 credits")
                .doesNotContain("161 credits");
    }

    @Test
    void the_choice_means_nothing_to_somebody_else() {
        var other = Shop.newUser();
        shop.account(team).add(333_00);
        var mark = Shop.visitor(team).owners().get(0).mark();

        var page = Guest.of(shop, other)
                .with("Cookie", Door.OWNER_COOKIE + "=" + mark)
                .get("/usage");
        var chosen = Guest.of(shop, other).post("/owner", Map.of("to", mark));

        assertThat(page.body()).contains("50 credits").doesNotContain("383");
        assertThat(chosen.statusCode()).isEqualTo(404);
    }

    @Test
    void an_owner_that_comes_with_the_request_is_not_looked_at() {
        var other = Shop.newUser();
        shop.account(other).add(444_00);

        for (var query : new String[] {
            "?owner=" + other,
            "?spike-owner=" + Shop.visitor(other).owners().get(0).mark(),
            "?type=user&id=" + other
        }) {
            assertThat(guest.get("/usage" + query).body()).doesNotContain("494 credits");
        }
    }
}
