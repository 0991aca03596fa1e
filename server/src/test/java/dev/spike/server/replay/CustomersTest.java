package dev.spike.server.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomersTest {

    private final UsageTrace trace = trace("0123456789abcdef");
    private final Customers customers = Customers.of(trace, Customers.COUNT_DEFAULT);

    @Test
    void the_same_trace_and_row_give_the_same_customer_always() {
        assertThat(LongStream.rangeClosed(1, 8).mapToObj(row -> customers.of(call(row))))
                .containsExactly(
                        "customer-0205",
                        "customer-0001",
                        "customer-0033",
                        "customer-0002",
                        "customer-0149",
                        "customer-0045",
                        "customer-0001",
                        "customer-0001");
    }

    @Test
    void another_trace_is_spread_otherwise() {
        Customers others = Customers.of(trace("fedcba9876543210"), Customers.COUNT_DEFAULT);

        assertThat(LongStream.rangeClosed(1, 8).mapToObj(row -> others.of(call(row))))
                .isNotEqualTo(LongStream.rangeClosed(1, 8)
                        .mapToObj(row -> customers.of(call(row)))
                        .toList());
    }

    @Test
    void a_call_that_names_its_customer_keeps_it() {
        assertThat(customers.of(new UsageCall(1, Instant.EPOCH, 1, 1, "ada"))).isEqualTo("ada");
    }

    @Test
    void the_first_customers_call_most() {
        Map<String, Long> calls = LongStream.rangeClosed(1, 100_000)
                .mapToObj(row -> customers.of(call(row)))
                .collect(groupingBy(name -> name, counting()));

        assertThat(calls.get("customer-0001")).isBetween(5_600L, 6_100L);
        assertThat(calls.get("customer-0010")).isBetween(850L, 1_100L);
        assertThat(calls.get("customer-0500")).isBetween(20L, 90L);
        assertThat(customers.names()).containsAll(calls.keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1350, 1351, Customers.COUNT_MAX})
    void every_customer_has_a_name_of_four_digits_and_a_chance(int count) {
        List<String> names = Customers.of(trace, count).names();

        assertThat(names).hasSize(count).isSorted().allMatch(name -> name.matches("customer-[0-9]{4}"));
        assertThat(LongStream.rangeClosed(1, count).map(rank -> Customers.weight((int) rank)))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .allMatch(weight -> weight > 0);
    }

    @Test
    void each_rank_is_drawn_as_often_as_it_weighs() {
        assertThat(LongStream.range(0, 6).mapToObj(drawn -> Customers.rankOf(drawn, 2, 5, 6)))
                .containsExactly(1, 1, 2, 2, 2, 3);
    }

    @Test
    void one_customer_makes_every_call() {
        Customers one = Customers.of(trace, 1);

        assertThat(LongStream.rangeClosed(1, 100).mapToObj(row -> one.of(call(row))))
                .containsOnly("customer-0001");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_000})
    void refuses_a_number_of_customers_that_cannot_be_named(int count) {
        assertThatThrownBy(() -> Customers.of(trace, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(count + " customers cannot be named; give a number from 1 to 9999");
    }

    @Test
    void the_weights_are_those_of_the_web_site_they_were_measured_on() throws IOException {
        List<Long> requests = requestsByRank(RealFiles.named("weblog/apache-combined-2015-05-17_19.log.gz"));

        assertThat(requests).hasSize(1_350);
        for (int rank : new int[] {1, 3, 10, 20, 50, 100, 300, 500, 1000, 1350}) {
            long real = requests.stream().limit(rank).mapToLong(Long::longValue).sum() * 1000 / 7_421;
            long ours = weightUpTo(rank) * 1000 / weightUpTo(1_350);
            assertThat(ours).as("permille of the first %d", rank).isBetween(real - 15, real + 15);
        }
    }

    private static long weightUpTo(int rank) {
        return LongStream.rangeClosed(1, rank)
                .map(each -> Customers.weight((int) each))
                .sum();
    }

    private static List<Long> requestsByRank(Path log) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(log)), ISO_8859_1))) {
            Map<String, Long> byClient =
                    lines.lines().collect(groupingBy(line -> line.substring(0, line.indexOf(' ')), counting()));
            return byClient.values().stream().sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static UsageTrace trace(String digest) {
        return new UsageTrace(List.of(), List.of(), digest.repeat(4));
    }

    private static UsageCall call(long row) {
        return new UsageCall(row, Instant.EPOCH, 1, 1, null);
    }
}
