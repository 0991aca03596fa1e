package dev.spike.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ibm.icu.text.MessageFormat;
import dev.spike.ledger.CreditType;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

class SpikeMessagesTest {

    private static final Locale LITHUANIAN = Locale.forLanguageTag("lt");
    private static final CreditType CREDITS = CreditType.of("credits");

    private final StaticMessageSource application = new StaticMessageSource();
    private final SpikeMessages messages = new SpikeMessages(application);

    @ParameterizedTest
    @CsvSource({
        "0, 0 credits, 0 kreditų",
        "1, 1 credit, 1 kreditas",
        "2, 2 credits, 2 kreditai",
        "9, 9 credits, 9 kreditai",
        "10, 10 credits, 10 kreditų",
        "11, 11 credits, 11 kreditų",
        "19, 19 credits, 19 kreditų",
        "20, 20 credits, 20 kreditų",
        "21, 21 credits, 21 kreditas",
        "22, 22 credits, 22 kreditai",
        "101, 101 credits, 101 kreditas",
        "111, 111 credits, 111 kreditų"
    })
    void an_amount_stands_in_the_plural_of_its_language(long amount, String english, String lithuanian) {
        assertThat(messages.amount(CREDITS, amount, Locale.ENGLISH)).isEqualTo(english);
        assertThat(messages.amount(CREDITS, amount, LITHUANIAN)).isEqualTo(lithuanian);
    }

    @Test
    void a_pattern_of_the_application_that_is_none_gives_way_to_the_one_in_the_box() {
        application.addMessage("spike.any.amount", Locale.ENGLISH, "{amount, plural");

        assertThat(messages.text("spike.any.amount", Map.of("number", "7", "name", "tokens"), Locale.ENGLISH))
                .isEqualTo("7 tokens");
    }

    @Test
    void decimals_are_written_exactly_and_have_a_plural_of_their_own() {
        var fine = CREDITS.withDecimals(2);

        assertThat(messages.amount(fine, 100, Locale.ENGLISH)).isEqualTo("1 credit");
        assertThat(messages.amount(fine, 123_450, Locale.ENGLISH)).isEqualTo("1,234.5 credits");
        assertThat(messages.amount(fine, 150, LITHUANIAN)).isEqualTo("1,5 kredito");
        assertThat(messages.number(CREDITS.withDecimals(18), Long.MAX_VALUE, Locale.ENGLISH))
                .isEqualTo("9.223372036854775807");
        assertThat(messages.number(CREDITS, Long.MAX_VALUE, Locale.ENGLISH)).isEqualTo("9,223,372,036,854,775,807");
    }

    @Test
    void a_language_that_is_not_in_the_box_reads_english_whatever_the_system_speaks() {
        assertThat(Locale.getDefault().getLanguage())
                .as("the tests run in Turkish")
                .isEqualTo("tr");
        assertThat(messages.amount(CREDITS, 2, Locale.FRENCH)).isEqualTo("2 credits");
        assertThat(messages.amount(CREDITS, 2, Locale.forLanguageTag("lt-LT"))).isEqualTo("2 kreditai");
    }

    @Test
    void the_message_of_the_application_wins() {
        application.addMessage(
                "spike.credits.amount", Locale.ENGLISH, "{amount, plural, one {# token} other {# tokens}}");

        assertThat(messages.amount(CREDITS, 1, Locale.ENGLISH)).isEqualTo("1 token");
        assertThat(messages.amount(CREDITS, 1, LITHUANIAN)).isEqualTo("1 kreditas");
    }

    @Test
    void a_type_that_the_application_renames_does_not_keep_the_old_name_with_its_amounts() {
        application.addMessage("spike.credits", Locale.ENGLISH, "tokens");

        assertThat(messages.name(CREDITS, Locale.ENGLISH)).isEqualTo("tokens");
        assertThat(messages.amount(CREDITS, 5, Locale.ENGLISH)).isEqualTo("5 tokens");
    }

    @Test
    void a_type_without_any_message_is_called_by_its_id() {
        var type = new CreditType("minutes", "app.minutes", null, 0);

        assertThat(messages.name(type, LITHUANIAN)).isEqualTo("minutes");
        assertThat(messages.amount(type, 5, LITHUANIAN)).isEqualTo("5 minutes");
    }

    @Test
    void a_source_that_answers_with_the_key_has_no_message() {
        application.setUseCodeAsDefaultMessage(true);

        assertThat(messages.amount(CREDITS, 2, Locale.ENGLISH)).isEqualTo("2 credits");
    }

    @Test
    void a_key_that_nobody_has_and_a_pattern_that_is_none_are_named() {
        application.addMessage("app.broken", Locale.ENGLISH, "{amount, plural, one {#}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.text("app.none", Locale.ENGLISH))
                .withMessageContaining("'app.none' for en");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.text("app.broken", Map.of("amount", 1), Locale.ENGLISH))
                .withMessageContaining("'app.broken' for en")
                .withMessageContaining("{amount, plural, one {#}");
    }

    @Test
    void both_languages_have_the_same_keys_with_the_same_values_and_patterns_that_can_be_read() throws IOException {
        var english = file("spike.properties");
        var lithuanian = file("spike_lt.properties");

        assertThat(lithuanian.keySet()).isEqualTo(english.keySet());
        for (var key : english.stringPropertyNames()) {
            var first = new MessageFormat(english.getProperty(key), Locale.ENGLISH);
            var second = new MessageFormat(lithuanian.getProperty(key), LITHUANIAN);
            assertThat(first.getArgumentNames()).as(key).isEqualTo(second.getArgumentNames());
        }
    }

    private static Properties file(String name) throws IOException {
        var properties = new Properties();
        try (var stream = Objects.requireNonNull(SpikeMessages.class.getResourceAsStream(name))) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
