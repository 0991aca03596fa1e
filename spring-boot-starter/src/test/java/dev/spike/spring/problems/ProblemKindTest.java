package dev.spike.spring.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingError;
import dev.spike.ledger.ErrorCode;
import dev.spike.messages.SpikeMessages;
import dev.spike.spring.metered.MeteredError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.HttpStatus;

class ProblemKindTest {

    private final SpikeMessages messages = new SpikeMessages(new StaticMessageSource());

    @ParameterizedTest
    @EnumSource
    void every_kind_has_its_words_in_both_languages(ProblemKind kind) {
        for (var locale : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag("lt")}) {
            assertThat(messages.text(kind.messageKey() + ".title", locale)).isNotBlank();
            assertThat(messages.text(kind.messageKey() + ".detail", Map.of("max", 3), locale))
                    .isNotBlank();
        }
    }

    @Test
    void an_error_of_a_module_that_is_not_known_here_is_nobody_s_fault() {
        assertThat(ProblemKind.of(() -> "something-else")).isEqualTo(ProblemKind.BROKEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEDGER_UNAVAILABLE", "OUTCOME_UNKNOWN"})
    void what_passes_may_be_asked_again(ErrorCode code) {
        assertThat(ProblemKind.of(code).isForNow()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void an_error_of_billing_is_told_as_an_error(BillingError code) {
        assertThat(ProblemKind.of(code).status().isError()).isTrue();
    }

    @Test
    void the_statuses_of_the_draft_on_idempotency_keys_are_kept() {
        assertThat(ProblemKind.of(ErrorCode.KEY_REUSED).status()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(ProblemKind.of(MeteredError.STILL_RUNNING).status()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(ProblemKind.of(MeteredError.IDEMPOTENCY_KEY_INVALID).status())
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @ParameterizedTest
    @EnumSource
    void the_page_on_errors_tells_of_every_code(MeteredError error) throws Exception {
        assertThat(Files.readString(Path.of("../docs/errors.md"))).contains("| `" + error.code() + "` |");
    }
}
