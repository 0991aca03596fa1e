package dev.spike.ledger.burndown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An amount falls on the open grants in order; times are half-open. Grants are written {@code id: free [start, end)}. */
class BurnDownTest {

    private static final Instant ZERO = Instant.parse("2026-04-01T00:00:00Z");

    @ParameterizedTest(name = "{0} | spend {2} at {1} | {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # grants                                  at  spend  plan           uncovered
            1: 100 [0, 7)   2: 200 [0, 14)          | 0 | 130  | 1:100 2:30   | 0
            1: 100 [0, 7)   2: 200 [0, 14)          | 0 | 100  | 1:100        | 0
            2: 200 [0, 14)  1: 100 [0, 7)           | 0 | 1    | 1:1          | 0
            1: 100 [0, 7)   2: 200 [0, 14)          | 0 | 301  | 1:100 2:200  | 1
            1: 100 [0, 7)   2: 200 [0, 14)          | 7 | 130  | 2:130        | 0
            1: 100 [0, 7)   2: 200 [3, 14)          | 2 | 130  | 1:100        | 30
            1: 100 [0, 7)   2: 200 [3, 14)          | 3 | 130  | 1:100 2:30   | 0
            1: 0 [0, 7)     2: 200 [0, -)           | 0 | 130  | 2:130        | 0
            1: 5 [0, -)     2: 5 [0, -)             | 9 | 7    | 1:5 2:2      | 0
            1: 5 [0, 1)                             | 1 | 7    | -            | 7
            """)
    void draws_on_each_grant_as_far_as_it_goes(String grants, int at, long amount, String plan, long uncovered) {
        var drawn = BurnDown.plan(grants(grants), BurnDownOrder.standard(), hour(at), amount);

        assertThat(drawn.allocations()).isEqualTo(allocations(plan));
        assertThat(drawn.uncovered()).isEqualTo(uncovered);
        assertThat(drawn.coversAll()).isEqualTo(uncovered == 0);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1: 100 [0, 7)   2: 200 [3, 14)          | 0  | 100
            1: 100 [0, 7)   2: 200 [3, 14)          | 3  | 300
            1: 100 [0, 7)   2: 200 [3, 14)          | 7  | 200
            1: 100 [0, 7)   2: 200 [3, 14)          | 14 | 0
            """)
    void what_is_free_is_what_is_open(String grants, int at, long free) {
        assertThat(BurnDown.freeAt(grants(grants), hour(at))).isEqualTo(free);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1: 100 [0, 7)   2: 200 [3, 14)          | 0  | 3
            1: 100 [0, 7)   2: 200 [3, 14)          | 3  | 7
            1: 100 [0, 7)   2: 200 [3, 14)          | 7  | 14
            1: 100 [0, 7)   2: 200 [3, 14)          | 14 | -
            1: 0 [0, 7)     2: 200 [9, -)           | 0  | 9
            1: 100 [0, -)                           | 0  | -
            1: 1 [0, 7)     2: 200 [0, 9)           | 0  | 7
            """)
    void the_next_change_is_the_first_start_or_end_of_what_is_left(String grants, int after, String next) {
        assertThat(BurnDown.nextChangeAfter(grants(grants), hour(after))
                        .map(BurnDownTest::hourOf)
                        .orElse("-"))
                .isEqualTo(next);
    }

    @Test
    void the_first_microsecond_and_the_last_before_the_end_count() {
        var span = new OpenGrant.Span(hour(1), hour(2));

        assertThat(span.contains(hour(1).minusNanos(1_000))).isFalse();
        assertThat(span.contains(hour(1))).isTrue();
        assertThat(span.contains(hour(2).minusNanos(1_000))).isTrue();
        assertThat(span.contains(hour(2))).isFalse();
    }

    @Test
    void a_sum_beyond_64_bits_is_an_error() {
        var grants = grants("1: " + Long.MAX_VALUE + " [0, -)   2: 1 [0, -)");

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> BurnDown.freeAt(grants, hour(0)));
    }

    @Test
    void refuses_a_grant_with_less_than_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grants("1: -1 [0, -)"))
                .withMessageContaining("below 0");
    }

    private static List<OpenGrant> grants(String text) {
        return List.of(text.strip().split(" {2,}")).stream()
                .map(BurnDownTest::grant)
                .toList();
    }

    private static OpenGrant grant(String text) {
        var parts = List.of(text.split("[:\\[,) ]+"));
        var start = hour(Integer.parseInt(parts.get(2)));
        @Nullable Instant end = parts.get(3).equals("-") ? null : hour(Integer.parseInt(parts.get(3)));
        return new OpenGrant(
                new GrantId(Long.parseLong(parts.get(0))),
                new OpenGrant.Span(start, end),
                new OpenGrant.Rank(0, false, false, ZERO),
                Long.parseLong(parts.get(1)));
    }

    private static List<Allocation> allocations(String text) {
        return text.equals("-")
                ? List.of()
                : List.of(text.split(" +")).stream()
                        .map(part -> List.of(part.split(":")))
                        .map(part ->
                                new Allocation(new GrantId(Long.parseLong(part.get(0))), Long.parseLong(part.get(1))))
                        .toList();
    }

    private static Instant hour(int hour) {
        return ZERO.plus(Duration.ofHours(hour));
    }

    private static String hourOf(Instant instant) {
        return String.valueOf(Duration.between(ZERO, instant).toHours());
    }
}
