package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThemeTest {

    @ParameterizedTest
    @CsvSource({"#000000, #ffffff", "#ffffff, #000000", "#2f5fd0, #ffffff", "#ffe000, #000000", "#767676, #ffffff"})
    void what_stands_on_the_colour_can_be_read(String colour, String text) {
        assertThat(ThemeStyle.of(PortalTheme.plain().coloured(colour)).onAccent())
                .isEqualTo(text);
    }

    @Test
    void a_colour_that_can_be_read_stays_and_another_moves_only_as_far_as_it_must() {
        assertThat(ThemeStyle.of(PortalTheme.plain().coloured("#123456")).accentOnLight())
                .isEqualTo("#123456");
        assertThat(ThemeStyle.of(PortalTheme.plain().coloured("#eeeeee")).accentOnDark())
                .isEqualTo("#eeeeee");
        assertThat(ThemeStyle.of(PortalTheme.plain().coloured("#ffff00")).accentOnLight())
                .isNotIn("#ffff00", "#000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/logo.svg",
                "//other.example/logo.svg",
                "logo.svg",
                "/\\other",
                "/a\"b",
                "/a b"
            })
    void a_picture_of_another_host_is_refused(String logo) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortalTheme.plain().withLogo(logo))
                .withMessageContaining(logo);
    }
}
