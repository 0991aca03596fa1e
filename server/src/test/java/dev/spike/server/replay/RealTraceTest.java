package dev.spike.server.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTraceTest {

    private final Path folder;

    RealTraceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void reads_a_real_hour_of_a_chat_service_whole() {
        UsageTrace trace = UsageTrace.read(RealFiles.named("usage/azure-llm-2023-conv.csv.gz"), OnDamage.STOP);

        assertThat(trace.calls())
                .hasSize(19_366)
                .isSortedAccordingTo(Comparator.comparing(UsageCall::at))
                .extracting(UsageCall::row)
                .isSorted();
        assertThat(input(trace)).isEqualTo(22_361_870);
        assertThat(output(trace)).isEqualTo(4_088_665);
        assertThat(trace.calls().get(0).at()).isEqualTo("2023-11-16T18:15:46.680590Z");
        assertThat(trace.calls().get(19_365).at()).isEqualTo("2023-11-16T19:14:08.402527Z");
    }

    @Test
    void reads_a_real_hour_in_json_lines_whole_and_in_its_order() {
        UsageTrace trace = UsageTrace.read(RealFiles.named("usage/mooncake-conversation.jsonl.gz"), OnDamage.STOP);

        assertThat(trace.calls()).hasSize(12_031).extracting(UsageCall::row).isSorted();
        assertThat(trace.calls().stream().map(UsageCall::at).distinct()).hasSize(1_180);
        assertThat(input(trace)).isEqualTo(144_793_823);
        assertThat(output(trace)).isEqualTo(4_122_048);
    }

    @Test
    void every_price_of_a_real_hour_adds_up_to_the_product_of_its_sums() {
        UsageTrace trace = UsageTrace.read(RealFiles.named("usage/azure-llm-2023-conv.csv.gz"), OnDamage.STOP);

        long units = trace.calls().stream()
                .mapToLong(call -> PriceList.SAMPLE.price(call, 4))
                .sum();

        assertThat(BigDecimal.valueOf(units, 4)).isEqualByComparingTo("17313.9325");
    }

    @Test
    void takes_the_prices_of_a_real_model_exactly() {
        Path map = RealFiles.named("prices/litellm-slice-2026-07-24.json");

        PriceList prices = PriceList.ofModel(map, "claude-3-haiku-20240307", new BigDecimal("1000"));

        assertThat(prices).hasToString("0.00025 credits per input token, 0.00125 credits per output token");
        assertThat(prices.decimalsNeeded()).isEqualTo(5);
    }

    @Test
    void no_hostile_json_ends_in_anything_but_an_answer() throws IOException {
        Path suite = RealFiles.named("hostile/jsontestsuite-parsing.jsonl.gz");
        for (String line : lines(suite)) {
            String packed = line.replaceAll(".*\"base64\": ?\"([^\"]*)\".*", "$1");
            Path trace =
                    Files.write(folder.resolve("trace"), Base64.getDecoder().decode(packed));
            try {
                assertThat(UsageTrace.read(trace, OnDamage.SKIP).calls()).isEmpty();
            } catch (ReplayException refused) {
                assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n");
            }
            try {
                PriceList.read(trace);
            } catch (ReplayException refused) {
                assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n");
            }
        }
    }

    private static List<String> lines(Path packed) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static long input(UsageTrace trace) {
        return trace.calls().stream().mapToLong(UsageCall::inputTokens).sum();
    }

    private static long output(UsageTrace trace) {
        return trace.calls().stream().mapToLong(UsageCall::outputTokens).sum();
    }
}
