package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "19.99 USD, 1999, 19.99 USD",
        "19.9 usd, 1990, 19.90 USD",
        "0 EUR, 0, 0.00 EUR",
        "5 inr, 500, 5.00 INR",
        "1999 JPY, 1999, 1999 JPY",
        "1999.0 JPY, 1999, 1999 JPY",
        "1.234 BHD, 1234, 1.234 BHD",
        "92233720368547758.07 USD, 9223372036854775807, 92233720368547758.07 USD",
        "'  1.00   USD ', 100, 1.00 USD",
    })
    void reads_an_amount_and_a_currency(String written, long minor, String text) {
        assertThat(Money.parse(written).minor()).isEqualTo(minor);
        assertThat(Money.parse(written)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | is no price
            10                     | is no price
            USD                    | is no price
            10,00 USD              | is no price
            -1.00 USD              | is no price
            1e3 USD                | is no price
            10.00USD               | is no price
            ١٠ USD                 | is no price
            10.00 US               | is no price
            10.001 USD             | more decimals than the 2 of USD
            0.5 JPY                | more decimals than the 0 of JPY
            10.00 EUX              | is no currency
            1 XAU                  | has no minor units
            922337203685477580 USD | more than 64 bits
            """)
    void refuses_what_is_not_written_so(String written, String why) {
        assertThatThrownBy(() -> Money.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 15, HALF_UP, 8",
        "50, 15, HALF_EVEN, 8",
        "50, 15, DOWN, 7",
        "50, 25, HALF_UP, 13",
        "50, 25, HALF_EVEN, 12",
        "1, 50, HALF_UP, 1",
        "1, 49, HALF_UP, 0",
        "999, 100, HALF_UP, 999",
        "999, 0, HALF_UP, 0",
        "9223372036854775807, 99, HALF_UP, 9131138316486228049",
    })
    void a_share_is_rounded_as_asked(long minor, int percent, RoundingMode rounding, long share) {
        assertThat(Money.of(minor, "USD").percent(percent, rounding)).isEqualTo(Money.of(share, "USD"));
    }

    @Test
    void two_currencies_never_mix() {
        var dollar = Money.of(100, "USD");
        var euro = Money.of(100, "EUR");

        assertThatThrownBy(() -> dollar.plus(euro)).hasMessageContaining("two currencies");
        assertThatThrownBy(() -> dollar.minus(euro)).hasMessageContaining("two currencies");
        assertThatThrownBy(() -> dollar.lessButNotBelowZero(euro)).hasMessageContaining("1.00 USD and 1.00 EUR");
        assertThat(dollar).isNotEqualTo(euro);
        assertThat(dollar.plus(Money.of(1, "usd"))).isEqualTo(Money.of(101, "USD"));
    }

    @Test
    void is_never_below_zero() {
        var ten = Money.of(10, "USD");

        assertThatThrownBy(() -> Money.of(-1, "USD")).hasMessageContaining("negative");
        assertThatThrownBy(() -> ten.minus(Money.of(11, "USD"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(ten.lessButNotBelowZero(Money.of(11, "USD"))).isEqualTo(Money.of(0, "USD"));
        assertThat(ten.lessButNotBelowZero(Money.of(3, "USD"))).isEqualTo(Money.of(7, "USD"));
    }

    @Test
    void what_64_bits_do_not_hold_is_said() {
        var most = Money.of(Long.MAX_VALUE, "USD");

        assertThatThrownBy(() -> most.plus(Money.of(1, "USD"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "XDR"})
    void what_has_no_minor_units_is_no_money(String code) {
        assertThatThrownBy(() -> Money.of(1, code)).hasMessageContaining(code + " has no minor units");
    }
}
