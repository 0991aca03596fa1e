package dev.spike.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final Recurrence MONTHS_FROM_THE_31ST =
            new Recurrence(1, ChronoUnit.MONTHS, LocalDateTime.parse("2024-01-31T08:00:00"));

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void months_clamp_to_their_last_day_and_return_to_the_anchors_day() {
        var occurrences = MONTHS_FROM_THE_31ST.between(at("2023-10-31T08:00:00Z"), at("2024-05-31T08:00:00Z"), 100);

        assertThat(occurrences)
                .containsExactlyElementsOf(List.of(
                        at("2023-11-30T08:00:00Z"),
                        at("2023-12-31T08:00:00Z"),
                        at("2024-01-31T08:00:00Z"),
                        at("2024-02-29T08:00:00Z"),
                        at("2024-03-31T08:00:00Z"),
                        at("2024-04-30T08:00:00Z"),
                        at("2024-05-31T08:00:00Z")));
    }

    @Test
    void a_year_from_a_leap_day_returns_to_it() {
        var years = new Recurrence(12, ChronoUnit.MONTHS, LocalDateTime.parse("2024-02-29T00:00:00"));

        assertThat(years.firstAfter(at("2024-02-29T00:00:00Z"))).isEqualTo(at("2025-02-28T00:00:00Z"));
        assertThat(years.firstAfter(at("2027-03-01T00:00:00Z"))).isEqualTo(at("2028-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-03-31T08:00:00Z | 2024-03-31T08:00:00Z | 2024-04-30T08:00:00Z | 2024-03-31T08:00:00Z | 2024-02-29T08:00:00Z
            2024-03-31T07:59:59Z | 2024-03-31T08:00:00Z | 2024-03-31T08:00:00Z | 2024-02-29T08:00:00Z | 2024-02-29T08:00:00Z
            2024-03-31T08:00:01Z | 2024-04-30T08:00:00Z | 2024-04-30T08:00:00Z | 2024-03-31T08:00:00Z | 2024-03-31T08:00:00Z
            2019-02-28T08:00:00Z | 2019-02-28T08:00:00Z | 2019-03-31T08:00:00Z | 2019-02-28T08:00:00Z | 2019-01-31T08:00:00Z
            """)
    void an_occurrence_is_found_on_both_sides_of_an_instant(
            String at, String nextInclusive, String nextExclusive, String lastInclusive, String lastExclusive) {
        assertThat(MONTHS_FROM_THE_31ST.firstFrom(at(at))).isEqualTo(at(nextInclusive));
        assertThat(MONTHS_FROM_THE_31ST.firstAfter(at(at))).isEqualTo(at(nextExclusive));
        assertThat(MONTHS_FROM_THE_31ST.lastUntil(at(at))).isEqualTo(at(lastInclusive));
        assertThat(MONTHS_FROM_THE_31ST.lastBefore(at(at))).isEqualTo(at(lastExclusive));
    }

    @Test
    void weeks_reach_back_before_their_anchor() {
        var weeks = new Recurrence(7, ChronoUnit.DAYS, LocalDateTime.parse("2024-01-04T00:00:00"));

        assertThat(weeks.lastBefore(at("2024-01-04T00:00:00Z"))).isEqualTo(at("2023-12-28T00:00:00Z"));
        assertThat(weeks.firstFrom(at("2023-12-20T00:00:00Z"))).isEqualTo(at("2023-12-21T00:00:00Z"));
        assertThat(weeks.isOnDayOf(at("2023-12-21T23:00:00Z"))).isTrue();
        assertThat(weeks.isOnDayOf(at("2023-12-22T00:00:00Z"))).isFalse();
    }
}
