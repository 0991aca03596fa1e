package dev.spike.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    private final Quantiles quantiles = new Quantiles(List.of(0L, 500L, 1000L), List.of(10L, 20L, 120L));

    @ParameterizedTest
    @CsvSource({"0, 10", "250, 15", "499, 19", "500, 20", "750, 70", "999, 119", "1000, 120"})
    void lie_straight_between_their_points(long permille, long value) {
        assertThat(quantiles.at(permille, 1)).isEqualTo(value);
        assertThat(quantiles.at(permille * 1_000, 1_000)).isEqualTo(value);
    }

    @Test
    void falling_values_are_rounded_down_too() {
        Quantiles falling = new Quantiles(List.of(1L, 4L), List.of(10L, 0L));

        assertThat(falling.at(2, 1)).isEqualTo(6);
        assertThat(falling.at(3, 1)).isEqualTo(3);
    }

    @Test
    void are_drawn_with_their_own_chances() {
        Draws draws = new Draws(7);

        long belowMiddle = java.util.stream.LongStream.generate(() -> quantiles.draw(draws))
                .limit(10_000)
                .filter(value -> value < 20)
                .count();

        assertThat(belowMiddle).isBetween(4_800L, 5_200L);
    }

    @Test
    void need_as_many_values_as_points() {
        assertThatThrownBy(() -> new Quantiles(List.of(0L, 1L), List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void draws_are_those_of_splitmix64() {
        Draws draws = new Draws(42);
        SplittableRandom known = new SplittableRandom(42);

        for (int number = 0; number < 100; number++) {
            long next = known.nextLong();
            assertThat(draws.next()).isEqualTo(next);
            assertThat(Draws.at(42, number).next()).isEqualTo(next);
        }
    }
}
