package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.renewal.Rollover.Left;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloverTest {

    private static final Rollover HUNDRED_TWICE = new Rollover(100, 2, Period.ofMonths(1));

    @Test
    void carries_what_was_left_up_to_the_most() {
        assertThat(HUNDRED_TWICE.carry(List.of(new Left(70, 0)))).containsExactly(new Left(70, 1));
        assertThat(HUNDRED_TWICE.carry(List.of(new Left(170, 0)))).containsExactly(new Left(100, 1));
        assertThat(HUNDRED_TWICE.carry(List.of())).isEmpty();
    }

    @Test
    void trims_the_oldest_first() {
        assertThat(HUNDRED_TWICE.carry(List.of(new Left(50, 1), new Left(60, 0))))
                .containsExactly(new Left(60, 1), new Left(40, 2));
    }

    @Test
    void carries_each_part_only_so_many_times() {
        assertThat(HUNDRED_TWICE.carry(List.of(new Left(60, 1), new Left(40, 2))))
                .containsExactly(new Left(60, 2));
    }

    @Test
    void lasts_for_its_lifetime_by_the_calendar_of_the_zone() {
        var zone = ZoneId.of("Europe/Vilnius");
        var renewedAt = Instant.parse("2026-03-10T10:00:00Z"); // the clocks go forward on 29 March

        assertThat(HUNDRED_TWICE.expiresAt(renewedAt, zone)).isEqualTo(Instant.parse("2026-04-10T09:00:00Z"));
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> new Rollover(-1, 1, Period.ofMonths(1))).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Rollover(1, 0, Period.ofMonths(1))).hasMessageContaining("0 times");
        assertThatThrownBy(() -> new Rollover(1, 1, Period.ZERO)).hasMessageContaining("P0D");
    }
}
