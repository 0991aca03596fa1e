package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.postgres.LedgerVerifier;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StarterComparisonTest {

    @Test
    void all_ways_spend_of_the_same_accounts() throws Exception {
        try (var server = FastPostgres.database("empty", dataSource -> {});
                var database = BenchDatabase.at(server.url(), server.user(), server.password(), 3, "starter")) {
            var report = new StarterComparison(database.pool(), 10, 20).run(2);

            assertThat(report.spends()).hasSize(2);
            assertThat(report.balances()).hasSize(2);
            assertThat(report.table()).contains("10 accounts", "2 rounds", "spend", "balance", "observed", "ratio ");
            var verified = new LedgerVerifier(database.pool()).verify();
            assertThat(verified.findings()).isEmpty();
            int spends = 3 * 20 * 4; // ways, calls, rounds with those that warm up
            assertThat(new LedgerStore(database.pool()).count().used()).isEqualTo(10 + spends);
        }
    }

    @Test
    void a_ratio_is_how_many_times_as_long_it_takes() {
        var times = new StarterComparison.Times(200, 210, 230);

        assertThat(times.starterRatio()).isEqualByComparingTo("1.05");
        assertThat(times.observedRatio()).isEqualByComparingTo("1.15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--accounts=0", "--rounds=-1", "--calls=0"})
    void refuses_what_cannot_be_measured(String argument) {
        var errors = new StringWriter();

        int status = new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(errors))
                .execute("starter", argument);

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains("Usage: bench starter");
    }
}
