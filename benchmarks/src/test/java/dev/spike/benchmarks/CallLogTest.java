package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLogTest {

    @Test
    void measures_what_was_answered_in_the_window_and_counts_everything() {
        var log = new CallLog(1_000, 2_000);

        log.answered(900, 999);
        log.answered(999, 1_000);
        log.answered(1_000, 1_999);
        log.answered(1_999, 2_000);

        assertThat(log.answered()).isEqualTo(4);
        assertThat(log.nanos()).containsExactly(1L, 999L);
    }

    @Test
    void keeps_every_measurement_of_a_long_run() {
        var log = new CallLog(0, Long.MAX_VALUE);

        for (int asked = 0; asked < 10_000; asked++) {
            log.answered(asked, asked + 7);
        }

        assertThat(log.nanos()).hasSize(10_000).containsOnly(7L);
    }

    @Test
    void a_sample_is_the_measurements_of_all_callers() {
        var one = new CallLog(0, 1_000_000_000);
        var other = new CallLog(0, 1_000_000_000);
        for (int call = 1; call <= 50; call++) {
            one.answered(0, call * 1_000L);
            other.answered(0, (50 + call) * 1_000L);
        }

        var sample = Sample.of(List.of(one, other), Duration.ofMillis(500), 30_000);

        assertThat(sample).isEqualTo(new Sample(100, 200, 51, 100, 300));
    }

    @Test
    void a_sample_without_an_answer_says_that_each_took_at_least_the_window() {
        var late = new CallLog(0, 1_000_000);
        late.answered(0, 1_000_000);

        var sample = Sample.of(List.of(late), Duration.ofMillis(1), 500);

        assertThat(sample).isEqualTo(new Sample(1, 0, 1_000, 1_000, 500));
    }

    @Test
    void a_spread_is_the_middle_and_the_ends() {
        assertThat(Spread.of(List.of(5, 1, 9))).isEqualTo(new Spread<>(5, 1, 9));
        assertThat(Spread.of(List.of(4, 3, 2, 1))).isEqualTo(new Spread<>(2, 1, 4));
    }
}
