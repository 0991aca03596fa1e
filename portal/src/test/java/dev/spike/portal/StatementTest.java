package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.TransactionType;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {

    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"/billing([^\"#]+)");

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);

    private void live() {
        shop.account(user).add(AddRequest.of(1).as(TransactionType.PRODUCT).withNotes("bought."));
        shop.account(user).add(AddRequest.of(2).withNotes("given."));
        shop.account(user)
                .add(AddRequest.of(3)
                        .withTerms(GrantTerms.plain().datedAt(Instant.parse("2026-05-01T20:59:59Z")))
                        .withNotes("dated-back."));
        shop.account(user).spend(4_321);
    }

    @ParameterizedTest
    @CsvSource({
        "type=product, bought., given.",
        "type=adjustment, given., bought.",
        "type=usage, -43.21, bought.",
        "kind=burn, -43.21, given.",
        "kind=grant&type=product, bought., -43.21",
        "to=2026-05-01, dated-back., given.",
        "from=2026-05-02, given., dated-back.",
        "from=2026-06-15&to=2026-06-15&type=usage, -43.21, given."
    })
    void shows_only_what_the_filter_lets_through_on_the_page_and_in_the_file(
            String filter, String shown, String hidden) {
        live();

        assertThat(guest.get("/usage?" + filter).body()).contains(shown).doesNotContain(hidden);
        assertThat(guest.get("/usage/statement.csv?" + filter).body())
                .contains(shown)
                .doesNotContain(hidden);
    }

    @Test
    void the_next_page_has_the_same_filter() {
        for (int i = 0; i < Statement.LINES + 1; i++) {
            shop.account(user).add(AddRequest.of(1).as(TransactionType.PRODUCT).withNotes("bought-" + i + "."));
            shop.account(user).add(AddRequest.of(1).withNotes("given-" + i + "."));
        }

        var first = guest.get("/usage?type=product&from=2026-06-01").body();
        var link = OLDER.matcher(first);
        assertThat(link.find()).as("there is a next page").isTrue();
        var second = guest.get(link.group(1).replace("&amp;", "&")).body();

        assertThat(first).contains("bought-25.", "bought-1.").doesNotContain("bought-0.", "given-");
        assertThat(second).contains("bought-0.").doesNotContain("bought-1.", "given-");
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-06-02&to=2026-06-01, The first day is after the last",
        "from=-999999999-01-01, The first day is after the last",
        "type=nonsense, given.",
        "kind=<script>, given.",
        "from=yesterday, given.",
        "before=-1, given.",
        "before=99999999999999999999, given.",
        "credit=nonsense, given."
    })
    void what_cannot_be_meant_is_said_or_not_there(String filter, String shown) {
        live();

        var page = guest.get("/usage?" + filter.replace("<", "%3C").replace(">", "%3E"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(shown);
        assertThat(guest.get("/usage/statement.csv?"
                                + filter.replace("<", "%3C").replace(">", "%3E"))
                        .statusCode())
                .isEqualTo(200);
    }
}
