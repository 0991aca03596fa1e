package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts are whole numbers of the smallest unit; decimals are how people read them, exactly. */
class DecimalsTest {

    @ParameterizedTest(name = "{1} with {0} decimals is {2}")
    @CsvSource({
        "0,  7,                    7",
        "0,  7.000,                7",
        "0,  -3,                   -3",
        "2,  1.50,                 150",
        "2,  1.5,                  150",
        "2,  0.01,                 1",
        "2,  1e3,                  100000",
        "6,  0.000001,             1",
        "0,  9223372036854775807,  9223372036854775807",
        "2,  92233720368547758.07, 9223372036854775807",
        "18, 9.223372036854775807, 9223372036854775807",
        "18, 0,                    0",
        "2,  0.000,                0",
    })
    void an_amount_is_exactly_what_people_wrote(int decimals, BigDecimal credits, long amount) {
        var type = CreditType.of("credits").withDecimals(decimals);

        assertThat(type.amount(credits)).isEqualTo(amount);
        assertThat(type.credits(amount)).isEqualByComparingTo(credits).returns(decimals, BigDecimal::scale);
    }

    @ParameterizedTest(name = "{1} with {0} decimals: {2}")
    @CsvSource({
        "0,  0.5,                   AMOUNT_TOO_PRECISE",
        "2,  1.005,                 AMOUNT_TOO_PRECISE",
        "2,  1e-3,                  AMOUNT_TOO_PRECISE",
        "18, 1e-19,                 AMOUNT_TOO_PRECISE",
        "0,  9223372036854775808,   AMOUNT_TOO_LARGE",
        "2,  92233720368547758.08,  AMOUNT_TOO_LARGE",
        "18, 10,                    AMOUNT_TOO_LARGE",
        "0,  -9223372036854775809,  AMOUNT_TOO_LARGE",
        "2,  1e1000,                AMOUNT_TOO_LARGE",
    })
    void an_amount_that_cannot_be_exact_is_refused(int decimals, BigDecimal credits, ErrorCode code) {
        var type = CreditType.of("credits").withDecimals(decimals);

        var refusal = catchThrowableOfType(InvalidRequestException.class, () -> type.amount(credits));

        assertThat(refusal).returns(code, InvalidRequestException::error);
        assertThat(refusal).message().contains("'credits'").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 19})
    void a_type_has_at_most_eighteen_decimals(int decimals) {
        assertThatThrownBy(() -> CreditType.of("credits").withDecimals(decimals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'credits'", "0 to 18");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sms",
                "1sms",
                "s ms",
                "smş",
                "-sms",
                "a2345678901234567890123456789012345678901234567890123456789012"
            })
    void the_id_of_a_type_is_a_short_plain_word(String id) {
        assertThatThrownBy(() -> CreditType.of(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 60 lower-case letters");
    }

    @Test
    void a_type_without_decimals_is_read_as_it_is_kept() {
        assertThat(CreditType.of("sms").credits(150)).hasToString("150");
        assertThat(CreditType.of("sms").withDecimals(2).credits(150)).hasToString("1.50");
    }
}
