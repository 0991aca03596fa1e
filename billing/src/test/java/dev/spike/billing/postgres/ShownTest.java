package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts from outside do no harm in a message, and can be read. */
class ShownTest {

    @Test
    void a_cause_of_several_lines_is_one() {
        assertThat(Shown.cause("ERROR: there is no table\n  Position: 13\r\n"))
                .isEqualTo("ERROR: there is no table Position: 13");
    }

    @Test
    void other_control_characters_are_shown_as_what_they_are_not() {
        assertThat(Shown.cause("a\u0007b")).isEqualTo("a?b");
        assertThat(Shown.quoted("a\nb")).isEqualTo("'a?b'");
    }
}
