package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCsvTest {

    private final Shop shop = Shop.shared();
    private final String user = Shop.newUser();
    private final Guest guest = Guest.of(shop, user);

    @Test
    void has_every_movement_with_its_sign_and_its_decimals() {
        shop.account(user).add(AddRequest.of(12_34).withNotes("a \"gift\", really"));
        shop.account(user).spend(5);

        var file = guest.get("/usage/statement.csv");

        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"credits.csv\"");
        assertThat(file.body().split("\r\n", -1))
                .contains("date,type,kind,credits,credit_type,notes,expires")
                .anySatisfy(line -> assertThat(line)
                        .contains("T12:30:00+03:00,adjustment,grant,12.34,credits,\"a \"\"gift\"\", really\","))
                .anySatisfy(line -> assertThat(line).contains("usage,burn,-0.05,credits,,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void a_note_that_looks_like_a_formula_is_text(String note) {
        shop.account(user).add(AddRequest.of(1).withNotes(note));

        assertThat(guest.get("/usage/statement.csv").body()).contains(",'" + note + ",");
    }

    @Test
    void is_whole_however_long_it_is() {
        for (int i = 0; i < 1_010; i++) {
            shop.account(user).add(AddRequest.of(1).withNotes("note-" + i + "."));
        }

        var file = guest.get("/usage/statement.csv").body();

        assertThat(file.lines().filter(line -> line.contains("note-")))
                .hasSize(1_010)
                .doesNotHaveDuplicates();
    }
}
