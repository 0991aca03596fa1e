package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The share of what was bought that goes when part of its price is returned. */
class ReturnedShareTest {

    @ParameterizedTest
    @CsvSource({
        // amount, returned, paid, share
        "3, 0, 300, 0",
        "3, 1, 300, 1",
        "3, 100, 300, 1",
        "3, 101, 300, 2",
        "3, 200, 300, 2",
        "3, 299, 300, 3",
        "3, 300, 300, 3",
        "0, 300, 300, 0",
        "1, 1, 300, 1",
        "1000, 1, 3, 334",
        "1000, 2, 3, 667",
        "7, 1, 1, 7",
        // a double would not know these apart
        "9223372036854775807, 9223372036854775806, 9223372036854775807, 9223372036854775806",
        "9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807",
        "9223372036854775807, 1, 9223372036854775807, 1",
        "9223372036854775807, 1, 2, 4611686018427387904",
    })
    void is_rounded_up_and_exact(long amount, long returned, long paid, long share) {
        assertThat(ReturnedShare.of(amount, Money.of(returned, "USD"), Money.of(paid, "USD")))
                .isEqualTo(share);
    }

    @Test
    void never_falls_when_more_is_returned_and_never_goes_beyond_the_amount() {
        for (long amount = 0; amount < 20; amount++) {
            for (long paid = 1; paid < 20; paid++) {
                long last = 0;
                for (long returned = 0; returned <= paid; returned++) {
                    long share = ReturnedShare.of(amount, Money.of(returned, "USD"), Money.of(paid, "USD"));
                    assertThat(share).isBetween(last, amount);
                    assertThat(share * paid).isBetween(amount * returned, amount * returned + paid - 1);
                    last = share;
                }
                assertThat(last).isEqualTo(amount);
            }
        }
    }
}
