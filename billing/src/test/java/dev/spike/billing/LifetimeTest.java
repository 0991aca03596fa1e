package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

    private static final ZoneId VILNIUS = ZoneId.of("Europe/Vilnius");

    @ParameterizedTest
    @CsvSource({
        "P1M,    2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "P6M,    2026-08-31T10:00:00Z, 2027-02-28T11:00:00Z",
        "P1Y,    2028-02-29T10:00:00Z, 2029-02-28T10:00:00Z",
        "P30D,   2026-01-31T10:00:00Z, 2026-03-02T10:00:00Z",
        "P2W,    2026-01-01T10:00:00Z, 2026-01-15T10:00:00Z",
        "P1D,    2026-03-28T10:00:00Z, 2026-03-29T09:00:00Z",
        "PT24H,  2026-03-28T10:00:00Z, 2026-03-29T10:00:00Z",
        "P1DT2H, 2026-03-28T10:00:00Z, 2026-03-29T11:00:00Z",
    })
    void days_are_of_the_calendar_and_hours_are_exact(String lifetime, Instant start, Instant end) {
        assertThat(Lifetime.parse(lifetime).endFrom(start, VILNIUS)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P6M", "P1Y2M3D", "PT12H", "P1DT12H", "PT1M30S", "P100Y"})
    void is_written_as_it_was_read(String lifetime) {
        assertThat(Lifetime.parse(lifetime)).hasToString(lifetime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P0D",
                "PT0S",
                "P-1D",
                "-P1D",
                "P1DT",
                "p1d",
                "6 months",
                "P101Y",
                "P999999Y",
                "P1.5D",
                "PT999999999H",
                "P1D ",
                "P1H",
                "P9999999D",
                "PT1D"
            })
    void what_is_not_above_zero_or_not_written_so_is_refused(String lifetime) {
        assertThatThrownBy(() -> Lifetime.parse(lifetime)).isInstanceOf(IllegalArgumentException.class);
    }
}
