package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Lifetime;
import dev.spike.billing.Rollover;
import dev.spike.billing.renewal.CarryOver.Left;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarryOverTest {

    private static final Rollover HUNDRED_TWICE = new Rollover(100, 2, Lifetime.parse("P1M"));

    @Test
    void carries_what_was_left_up_to_the_most() {
        assertThat(CarryOver.of(List.of(new Left(70, 0)), HUNDRED_TWICE)).containsExactly(new Left(70, 1));
        assertThat(CarryOver.of(List.of(new Left(170, 0)), HUNDRED_TWICE)).containsExactly(new Left(100, 1));
        assertThat(CarryOver.of(List.of(), HUNDRED_TWICE)).isEmpty();
    }

    @Test
    void trims_the_oldest_first() {
        assertThat(CarryOver.of(List.of(new Left(50, 1), new Left(60, 0)), HUNDRED_TWICE))
                .containsExactly(new Left(60, 1), new Left(40, 2));
    }

    @Test
    void carries_each_part_only_so_many_times() {
        assertThat(CarryOver.of(List.of(new Left(60, 1), new Left(40, 2)), HUNDRED_TWICE))
                .containsExactly(new Left(60, 2));
    }
}
