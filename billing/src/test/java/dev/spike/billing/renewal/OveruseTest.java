package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OveruseTest {

    private static final Span APRIL =
            new Span(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        // granted, spent, held, carried in, days: overuse
        "30, 0, 0, 0, 7, 0",
        "30, 10, 0, 0, 5, 5",
        "30, 0, 10, 0, 5, 5",
        "30, 5, 2, 3, 5, 5",
        "60, 50, 0, 0, 5, 40",
        "30, 25, 0, 0, 3, 22",
        "30, 7, 0, 0, 7, 0",
        "30, 30, 0, 0, 0, 30",
        "30, 30, 0, 0, 30, 0",
    })
    void is_what_was_used_beyond_what_was_earned(
            long granted, long spent, long held, long carriedIn, int days, long overuse) {
        var used = new Overuse(granted, spent, held, carriedIn);

        assertThat(used.at(APRIL, APRIL.start().plus(Duration.ofDays(days)))).isEqualTo(overuse);
    }
}
