package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BalanceComparisonTest {

    @Test
    void both_are_measured_and_most_of_one_comes_from_memory() throws Exception {
        try (var server = FastPostgres.database("empty", dataSource -> {});
                var database = BenchDatabase.at(server.url(), server.user(), server.password(), 3, "balances")) {
            var report = new BalanceComparison(database.pool(), 10, 2, Duration.ofMillis(20)).run(2);

            assertThat(report.pairs()).hasSize(2).allSatisfy(pair -> {
                assertThat(pair.remembered()).isPositive();
                assertThat(pair.read()).isPositive();
            });
            assertThat(report.hitPercent()).isGreaterThan(50);
            assertThat(report.table()).contains("10 accounts", "2 callers", "remembered", "read", "ratio: ");
        }
    }

    @Test
    void the_ratio_is_how_many_times_as_many_are_remembered() {
        assertThat(new BalanceComparison.Pair(5_100, 100).ratio()).isEqualByComparingTo("51");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--accounts=0", "--callers=91", "--rounds=-1", "--millis=0"})
    void refuses_what_cannot_be_measured(String argument) {
        var errors = new StringWriter();

        int status = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(errors))
                .execute("balance", argument);

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: bench balance");
    }
}
