package dev.spike.spring.metered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyHeaderTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "8e03978e-40d5, 8e03978e-40d5",
                "\"8e03978e-40d5\", 8e03978e-40d5",
                "` \"two words\" `, two words",
                "\"a \\\"quoted\\\" \\\\ word\", a \"quoted\" \\ word"
            })
    void a_key_is_the_same_with_and_without_its_quotation_marks(String header, String key) {
        assertThat(IdempotencyHeader.read(List.of(header))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "\" \"",
                "\"",
                "\"open",
                "\"a\"b",
                "\"a\";p=1",
                "\"a\\b\"",
                "\"a\\",
                "two words",
                "a\"b",
                "a,b",
                "\"a\tb\"",
                "ąžuolas",
                "\"ąžuolas\""
            })
    void anything_else_is_refused(String header) {
        assertThatExceptionOfType(MeteredException.class)
                .isThrownBy(() -> IdempotencyHeader.read(List.of(header)))
                .returns(MeteredError.IDEMPOTENCY_KEY_INVALID, MeteredException::error);
    }

    @Test
    void two_keys_are_refused() {
        assertThatExceptionOfType(MeteredException.class)
                .isThrownBy(() -> IdempotencyHeader.read(List.of("a", "b")))
                .withMessageContaining("given 2 times");
    }
}
