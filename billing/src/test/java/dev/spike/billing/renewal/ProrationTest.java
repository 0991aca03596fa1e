package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProrationTest {

    private static final Span APRIL =
            new Span(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));

    /** The worked values of the reference system, over one month from the start. */
    @ParameterizedTest
    @CsvSource({
        "30,    2023-04-01T00:00:00Z, 2023-04-08T00:00:00Z, 7",
        "31,    2023-01-01T00:00:00Z, 2023-01-08T00:00:00Z, 7",
        "300,   2023-01-01T00:00:00Z, 2023-01-11T00:00:00Z, 97",
        "100,   2023-01-31T12:00:00Z, 2023-02-14T12:00:00Z, 50",
        "1000,  2023-03-01T00:00:00Z, 2023-03-01T00:30:00Z, 1",
        "10000, 2024-02-01T00:00:00Z, 2024-02-15T06:30:00Z, 4921",
        "100,   2023-01-01T00:00:00Z, 2023-02-15T00:00:00Z, 100",
        "100,   2023-01-01T00:00:00Z, 2023-01-01T00:00:59Z, 0",
    })
    void earns_what_the_time_is_worth(long amount, Instant start, Instant at, long earned) {
        var month = Periods.monthly(start, ZoneOffset.UTC).get(0);

        assertThat(Proration.earned(amount, month, at)).isEqualTo(earned);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 1"})
    void rounds_half_up(int halves, long justBefore) {
        var period = new Span(APRIL.start(), APRIL.start().plusSeconds(4));

        assertThat(Proration.earned(2, period, APRIL.start().plusSeconds(halves).minusNanos(1_000)))
                .isEqualTo(justBefore);
        assertThat(Proration.earned(2, period, APRIL.start().plusSeconds(halves)))
                .isEqualTo((halves + 1) / 2);
    }

    @Test
    void is_exact_where_64_bits_are_not_enough() {
        long most = Long.MAX_VALUE;
        var third = APRIL.start().plus(Duration.ofDays(10));

        assertThat(Proration.earned(most, APRIL, third))
                .isEqualTo(
                        BigInteger.valueOf(most).divide(BigInteger.valueOf(3)).longValueExact());
        assertThat(Proration.earned(5_000_000_000L, APRIL, APRIL.start().plus(Duration.ofDays(15))))
                .isEqualTo(2_500_000_000L);
    }

    @Test
    void never_earns_less_than_nothing_or_more_than_the_whole() {
        assertThat(Proration.earned(30, APRIL, APRIL.start().minusSeconds(1))).isZero();
        assertThat(Proration.earned(30, APRIL, APRIL.start())).isZero();
        assertThat(Proration.earned(30, APRIL, APRIL.end())).isEqualTo(30);
        assertThat(Proration.earned(30, APRIL, APRIL.end().plusSeconds(1))).isEqualTo(30);
    }

    @Test
    void refuses_an_amount_below_zero() {
        assertThatThrownBy(() -> Proration.earned(-1, APRIL, APRIL.end()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
