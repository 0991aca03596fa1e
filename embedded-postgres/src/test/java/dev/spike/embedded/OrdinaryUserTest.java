package dev.spike.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdinaryUserTest {

    @Test
    void puts_nothing_before_the_commands_of_an_ordinary_user() {
        assertThat(OrdinaryUser.commandPrefix(1000, List.of("false"))).isEmpty();
    }

    @Test
    void makes_root_an_ordinary_user_where_that_is_allowed() {
        assertThat(OrdinaryUser.commandPrefix(0, List.of("env"))).containsExactly("env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "/there/is/no/unshare"})
    void names_the_two_ways_out_where_root_may_not_become_one(String unshare) {
        assertThatThrownBy(() -> OrdinaryUser.commandPrefix(0, List.of(unshare)))
                .isInstanceOfSatisfying(EmbeddedPostgresException.class, e -> assertThat(e.code())
                        .isEqualTo(Code.ROOT_REFUSED))
                .hasMessage(
                        "PostgreSQL does not run as root, and '%s' is refused here: run as another user, or set the URL of a PostgreSQL 15 or newer of your own.",
                        unshare);
    }
}
