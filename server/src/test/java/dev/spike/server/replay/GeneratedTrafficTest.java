package dev.spike.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTrafficTest {

    private final UsageTrace hour = GeneratedTraffic.hour(1, GeneratedTraffic.CALLS_DEFAULT);

    @Test
    void the_same_seed_makes_the_same_hour_on_every_machine() {
        assertThat(GeneratedTraffic.hour(1, 19_366)).isEqualTo(hour);
        assertThat(hour.digest()).isEqualTo("1d5dae0a9aca7faa215907351764a6023ac0f2b321dfcf17926203456c2289ed");
        assertThat(hour.calls().get(0))
                .isEqualTo(new UsageCall(1, Instant.parse("2023-11-16T18:15:46.997740Z"), 393, 95, null));
    }

    @Test
    void another_seed_or_number_of_calls_makes_another_hour() {
        assertThat(List.of(GeneratedTraffic.hour(2, 19_366), GeneratedTraffic.hour(1, 19_365)))
                .extracting(UsageTrace::digest)
                .doesNotHaveDuplicates()
                .doesNotContain(hour.digest());
    }

    @Test
    void an_hour_has_as_many_calls_as_the_real_one_numbered_in_order_of_time() {
        assertThat(hour.calls())
                .extracting(UsageCall::row)
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 19_366)
                        .boxed()
                        .toList());
        assertThat(hour.damaged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 58, 1_000, 40_000})
    void any_number_of_calls_is_met_exactly(int calls) {
        assertThat(GeneratedTraffic.hour(3, calls).calls()).hasSize(calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, UsageTrace.CALLS_MAX + 1})
    void refuses_a_number_of_calls_out_of_bounds(int calls) {
        assertThatThrownBy(() -> GeneratedTraffic.hour(1, calls))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(calls + " calls cannot be generated; give a number from 1 to 2000000");
    }

    @Test
    void the_figures_of_the_shape_agree_with_each_other() {
        assertThat(TrafficShape.CALLS_BY_MINUTE).hasSize(59);
        assertThat(TrafficShape.CALLS_BY_MINUTE.stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(TrafficShape.CALLS);
        assertThat(TrafficShape.TOKENS_BY_TENTH).hasSize(10).allSatisfy(tokens -> {
            assertThat(tokens.context().values()).isSorted();
            assertThat(tokens.generated().values()).isSorted();
        });
    }

    @Test
    void tokens_add_up_to_those_of_the_real_hour_within_three_percent() {
        assertThat(hour.calls().stream().mapToLong(UsageCall::inputTokens).sum())
                .isBetween(22_361_870L * 97 / 100, 22_361_870L * 103 / 100);
        assertThat(hour.calls().stream().mapToLong(UsageCall::outputTokens).sum())
                .isBetween(4_088_665L * 97 / 100, 4_088_665L * 103 / 100);
    }

    @Test
    void has_the_minutes_bursts_and_tokens_of_the_real_hour() {
        UsageTrace real = UsageTrace.read(RealFiles.named("usage/azure-llm-2023-conv.csv.gz"), OnDamage.STOP);

        assertThat(callsPer(hour, Duration.ofMinutes(1))).isEqualTo(callsPer(real, Duration.ofMinutes(1)));
        assertThat(variance(hour)).isBetween(variance(real) * 9 / 10, variance(real) * 11 / 10);
        for (int percent : new int[] {5, 10, 25, 50, 75, 90, 95, 99}) {
            assertThat(rankOf(hour, real, percent, UsageCall::inputTokens)).isBetween(percent - 3L, percent + 3L);
            assertThat(rankOf(hour, real, percent, UsageCall::outputTokens)).isBetween(percent - 3L, percent + 3L);
        }
    }

    /** How many percent of our calls lie below that percentile of the real ones; halfway where many are equal to it. */
    private static long rankOf(
            UsageTrace ours, UsageTrace real, int percent, java.util.function.ToLongFunction<UsageCall> tokens) {
        List<Long> sorted =
                real.calls().stream().map(tokens::applyAsLong).sorted().toList();
        long value = sorted.get((sorted.size() - 1) * percent / 100);
        long below = ours.calls().stream()
                .filter(call -> tokens.applyAsLong(call) < value)
                .count();
        return below * 100 / ours.calls().size();
    }

    private static long variance(UsageTrace trace) {
        List<Integer> seconds = callsPer(trace, Duration.ofSeconds(1));
        long sum = seconds.stream().mapToLong(Integer::longValue).sum();
        long squares = seconds.stream().mapToLong(calls -> (long) calls * calls).sum();
        return (squares * 1000 - sum * 1000 / seconds.size() * sum) / seconds.size();
    }

    private static List<Integer> callsPer(UsageTrace trace, Duration width) {
        Map<Long, Long> counts = trace.calls().stream()
                .collect(Collectors.groupingBy(
                        call -> Duration.between(GeneratedTraffic.START, call.at())
                                .dividedBy(width),
                        Collectors.counting()));
        return IntStream.rangeClosed(0, Collections.max(counts.keySet()).intValue())
                .mapToObj(slot -> counts.getOrDefault((long) slot, 0L).intValue())
                .toList();
    }
}
