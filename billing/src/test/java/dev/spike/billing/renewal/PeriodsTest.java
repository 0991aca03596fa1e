package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodsTest {

    private static final int TWENTY_YEARS = 240;

    @Test
    void a_month_end_is_cut_short_and_comes_back_to_the_anchors_day() {
        var periods = Periods.monthly(Instant.parse("2026-01-31T14:00:00Z"), ZoneOffset.UTC);

        assertThat(List.of(periods.startOf(1), periods.startOf(2), periods.startOf(3), periods.startOf(4)))
                .containsExactly(
                        Instant.parse("2026-02-28T14:00:00Z"),
                        Instant.parse("2026-03-31T14:00:00Z"),
                        Instant.parse("2026-04-30T14:00:00Z"),
                        Instant.parse("2026-05-31T14:00:00Z"));
    }

    @Test
    void a_year_from_the_leap_day_ends_in_february_and_comes_back_to_it() {
        var periods = Periods.yearly(Instant.parse("2024-02-29T00:00:00Z"), ZoneOffset.UTC);

        assertThat(periods.startOf(1)).isEqualTo(Instant.parse("2025-02-28T00:00:00Z"));
        assertThat(periods.startOf(4)).isEqualTo(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Vilnius", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"})
    void twenty_years_from_every_day_of_a_leap_year_never_drift_overlap_or_leave_a_gap(String name) {
        var zone = ZoneId.of(name);
        for (var day = LocalDate.of(2024, 1, 1); day.getYear() == 2024; day = day.plusDays(1)) {
            var anchor = day.atTime(2, 30).atZone(zone);
            var periods = new Periods(anchor, Period.ofMonths(1));
            for (int index = 0; index < TWENTY_YEARS; index++) {
                var period = periods.get(index);
                var month = day.plusMonths(index);
                var local = LocalDateTime.of(month, anchor.toLocalTime()).atZone(zone);

                assertThat(period.end()).isEqualTo(periods.get(index + 1).start());
                assertThat(period.start()).isEqualTo(local.toInstant());
                assertThat(month.getDayOfMonth()).isEqualTo(Math.min(day.getDayOfMonth(), month.lengthOfMonth()));
                assertThat(periods.indexAt(period.start())).isEqualTo(index);
                assertThat(periods.indexAt(period.end().minusNanos(1_000))).isEqualTo(index);
            }
        }
    }

    /** Every change of offset of twelve zones, with an anchor on it and beside it. */
    @Test
    void stays_whole_over_every_change_of_the_clocks() throws IOException {
        var data = System.getProperty("spike.data", "");
        assumeTrue(!data.isEmpty(), "name the folder of reference data with -Dspike.data to run this");
        var lines = Files.readAllLines(Path.of(data, "reference", "tz-transitions-2015-2035.csv"));
        assertThat(lines).hasSizeGreaterThan(300);
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            var zone = ZoneId.of(cells[0]);
            var change = Instant.parse(cells[1]);
            for (int minutes : new int[] {-90, -30, 0, 30, 90}) {
                checkWhole(Periods.monthly(change.plusSeconds(60L * minutes), zone));
                checkWhole(Periods.monthly(
                        change.atZone(zone).minusMonths(3).plusMinutes(minutes).toInstant(), zone));
            }
        }
    }

    private static void checkWhole(Periods periods) {
        for (int index = 0; index < 24; index++) {
            var period = periods.get(index);
            assertThat(period.end()).isEqualTo(periods.get(index + 1).start());
            assertThat(period.length().toDays()).isBetween(26L, 32L);
            assertThat(periods.indexAt(period.start())).isEqualTo(index);
            assertThat(periods.indexAt(period.end().minusNanos(1_000))).isEqualTo(index);
        }
    }

    @Test
    void is_as_much_later_as_the_clocks_skip_and_the_first_of_two() {
        var zone = ZoneId.of("Europe/Vilnius");
        var skipped =
                new Periods(LocalDateTime.of(2026, 2, 28, 3, 30).atZone(zone).plusDays(1), Period.ofMonths(1));
        var spring = Periods.monthly(
                LocalDate.of(2026, 1, 29)
                        .atTime(LocalTime.of(3, 30))
                        .atZone(zone)
                        .toInstant(),
                zone);
        var autumn = Periods.monthly(
                LocalDate.of(2026, 9, 25)
                        .atTime(LocalTime.of(3, 30))
                        .atZone(zone)
                        .toInstant(),
                zone);

        assertThat(skipped.startOf(0)).isEqualTo(Instant.parse("2026-03-01T01:30:00Z"));
        assertThat(spring.startOf(2)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z")); // 04:30, as 03:30 is skipped
        assertThat(autumn.startOf(1)).isEqualTo(Instant.parse("2026-10-25T00:30:00Z")); // the first 03:30 of two
    }

    @ParameterizedTest
    @CsvSource({
        // a provider counts in UTC, we count in the zone
        "2025-01-30T22:30:00Z, 2026-01-30T22:30:00Z, Europe/Vilnius, 12",
        "2023-03-30T21:30:00Z, 2024-03-30T21:30:00Z, Europe/Vilnius, 12",
        "2023-03-25T22:30:00Z, 2024-03-25T23:30:00Z, Europe/Vilnius, 12",
        "2024-02-29T10:00:00Z, 2025-02-28T10:00:00Z, UTC, 12",
        "2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z, UTC, 1",
        "2026-01-31T10:00:00Z, 2026-02-01T10:00:00Z, UTC, 1",
        "2026-01-15T10:00:00Z, 2026-03-31T10:00:00Z, UTC, 3",
    })
    void finds_the_months_inside_what_another_calendar_counted(Instant start, Instant end, String zone, int count) {
        var months = Periods.monthsOf(new Span(start, end), ZoneId.of(zone));

        assertThat(months).hasSize(count);
        assertThat(months.get(0).start()).isEqualTo(start);
        assertThat(months.get(count - 1).end()).isEqualTo(end);
        for (int i = 1; i < count; i++) {
            assertThat(months.get(i).start()).isEqualTo(months.get(i - 1).end());
        }
    }

    @Test
    void refuses_what_has_no_length_and_what_lies_before_the_anchor() {
        var now = Instant.parse("2026-01-01T00:00:00Z");

        assertThatThrownBy(() -> new Periods(now.atZone(ZoneOffset.UTC), Period.ZERO))
                .hasMessageContaining("P0D");
        assertThatThrownBy(() -> new Span(now, now)).hasMessageContaining("no length");
        assertThatThrownBy(() -> Periods.monthly(now, ZoneOffset.UTC).indexAt(now.minusNanos(1_000)))
                .hasMessageContaining("before");
        assertThatThrownBy(() -> Periods.monthly(now, ZoneOffset.UTC).get(-1)).hasMessageContaining("-1");
    }
}
