package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo sells, and then charges. */
class DemoTest {

    private final TestDatabase database = FastPostgres.database("empty", dataSource -> {});

    @AfterEach
    void close() {
        database.close();
    }

    private String demo(String... options) {
        var arguments = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        var answer = Answer.on(database, arguments);
        assertThat(answer.status()).as(answer.out()).isZero();
        return answer.out();
    }

    @Test
    void customers_buy_what_they_spend_and_a_second_run_finds_it_bought() {
        var first = demo("--calls", "160", "--customers", "40");
        var second = demo("--calls", "160", "--customers", "40");

        assertThat(first)
                .containsPattern("members        [34] subscribed to a plan weeks before")
                .contains("joined before  0 in")
                .contains("1 switched plans, 1 could not pay in time and has paid since")
                .containsPattern("periods        \\d paid, \\d of them renewals")
                .containsPattern("customers      [23]\\d bought a pack each")
                .contains("bought before  0 in")
                .containsPattern("orders         [23]\\d paid with test cards")
                .containsPattern("money taken    \\d+\\.\\d\\d USD by the provider in the box; no money moved")
                .containsPattern("  \\d+\\.\\d\\d USD as paid orders and periods: equal")
                .containsPattern("bought         [0-9,]+ credits")
                .contains("charged before 0")
                .contains("credits as tokens times prices: equal")
                .contains("clean");
        assertThat(second)
                .containsPattern("joined before  [34] in")
                .containsPattern("bought before  [23]\\d in")
                .contains("charged before 160");
        assertThat(sold(second)).isEqualTo(sold(first));
    }

    private static List<String> sold(String report) {
        return report.lines()
                .filter(line ->
                        line.matches("(members|periods|customers|orders|money taken|bought|granted|spent|left)?  .*"))
                .toList();
    }

    @Test
    void a_trace_is_sold_for_in_the_credits_that_it_is_charged_in(@TempDir Path folder) throws IOException {
        var trace = Files.write(
                folder.resolve("trace.csv"),
                List.of(
                        "timestamp,input_tokens,output_tokens,customer",
                        "2024-01-01T00:00:00Z,100,0,ann",
                        "2024-01-01T00:00:05Z,100,0,bob"));

        var report = demo("--trace", trace.toString(), "--decimals", "9", "--json");

        assertThat(report)
                .contains("\"customers\" : 2")
                .contains("\"paid\" : [ {")
                .contains("\"minor\" : 5000")
                .contains("\"bought\" : 550")
                .contains("\"byReceipts\" : 0.1");
    }
}
