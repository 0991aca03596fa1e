package dev.spike.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {

    @ParameterizedTest
    @CsvSource({
        "0.0005, 0.0015,  374,  44, 4,   2530",
        "0.0005, 0.0015,  374,  44, 6, 253000",
        "0.0005, 0.0015,    0,   0, 4,      0",
        "3e-7,   1.5E-6,    1,   1, 7,     18",
        "2,      0,         7, 900, 0,     14",
        "0,      10,      900,   7, 0,     70",
        "1E+3,   0,         2,   0, 1,  20000",
        "0.000000000000000001, 0, 9223372036854775807, 0, 18, 9223372036854775807",
    })
    void prices_a_call_exactly_in_the_smallest_unit(
            BigDecimal input, BigDecimal output, long tokensIn, long tokensOut, int decimals, long units) {
        assertThat(PriceList.of(input, output).price(call(tokensIn, tokensOut), decimals))
                .isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0005,  0.0015,  4",
        "0.00050, 0.001500, 4",
        "1,       20,      0",
        "1E+3,    100,     0",
        "0,       0.1,     1",
        "0E-30,   2.5e-7,  8",
    })
    void needs_the_fewest_decimals_that_make_both_prices_whole(BigDecimal input, BigDecimal output, int decimals) {
        assertThat(PriceList.of(input, output).decimalsNeeded()).isEqualTo(decimals);
    }

    @Test
    void the_sample_list_needs_four_decimals() {
        assertThat(PriceList.SAMPLE.decimalsNeeded()).isEqualTo(4);
        assertThat(PriceList.SAMPLE).hasToString("0.0005 credits per input token, 0.0015 credits per output token");
    }

    @Test
    void refuses_a_credit_type_with_fewer_decimals_and_names_the_number_it_needs() {
        assertThatThrownBy(() -> PriceList.SAMPLE.price(call(10_000, 10_000), 3))
                .isInstanceOfSatisfying(PriceListException.class, unfit -> assertThat(unfit.code())
                        .isEqualTo("price-list"))
                .hasMessage(
                        "The price list needs a credit type with 4 decimals, and this one has 3; raise its decimals to 4.");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 0", "0, 9223372036854775807", "1844674407370955161, 1"})
    void refuses_a_cost_beyond_a_long(long tokensIn, long tokensOut) {
        PriceList prices = PriceList.of(new BigDecimal("0.5"), new BigDecimal("0.8"));

        assertThatThrownBy(() -> prices.price(call(tokensIn, tokensOut), 1))
                .isInstanceOf(PriceListException.class)
                .hasMessage(
                        "Row 7 with %d tokens in and %d out costs more than an amount can hold with 1 decimals; lower the "
                                + "prices or leave the row out.",
                        tokensIn, tokensOut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.1        | 1            | The price of an input token is negative; give 0 or more.",
                "1           | -1e-999999999| The price of an output token is negative; give 0 or more.",
                "0           | 0.00         | Both prices are 0, so nothing would be charged; give at least one positive price.",
                "1e-19       | 1            | The price of an input token needs 19 decimals, more than an amount can have; round it to at most 18.",
                "1e-999999999| 1            | The price of an input token needs 999999999 decimals, more than an amount can have; round it to at most 18.",
                "1           | 1e18         | The price of an output token is 10^18 credits or more; give a smaller one.",
                "1           | 1e999999999  | The price of an output token is 10^18 credits or more; give a smaller one.",
            })
    void refuses_prices_that_no_amount_can_hold(BigDecimal input, BigDecimal output, String why) {
        assertThatThrownBy(() -> PriceList.of(input, output))
                .isInstanceOf(PriceListException.class)
                .hasMessage(why);
    }

    @Test
    void the_cost_of_sums_is_the_sum_of_costs() {
        PriceList prices = PriceList.of(new BigDecimal("0.00025"), new BigDecimal("0.00125"));
        long units = 0;
        BigInteger tokensIn = BigInteger.ZERO;
        BigInteger tokensOut = BigInteger.ZERO;
        for (UsageCall call : GeneratedTraffic.hour(1, 1_000).calls()) {
            units += prices.price(call, 5);
            tokensIn = tokensIn.add(BigInteger.valueOf(call.inputTokens()));
            tokensOut = tokensOut.add(BigInteger.valueOf(call.outputTokens()));
        }

        assertThat(prices.creditsFor(tokensIn, tokensOut)).isEqualByComparingTo(BigDecimal.valueOf(units, 5));
    }

    private static UsageCall call(long tokensIn, long tokensOut) {
        return new UsageCall(7, Instant.EPOCH, tokensIn, tokensOut, null);
    }
}
