package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.postgres.LedgerVerifier;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Due work costs what is due: told by its statements, as times say nothing in a build. */
class DueComparisonTest {

    private static final int MANY = 20_000;
    private static final int FEW = 1_000;
    private static final int CONNECTIONS = 3;

    @Test
    void ten_renewals_take_as_many_statements_among_many_as_among_few() throws SQLException {
        try (var server = FastPostgres.database("empty", dataSource -> {});
                var many = BenchDatabase.at(server.url(), server.user(), server.password(), CONNECTIONS, "due_many");
                var few = BenchDatabase.at(server.url(), server.user(), server.password(), CONNECTIONS, "due_few")) {
            var report =
                    new DueComparison(new DueShop(many.pool()), new DueShop(few.pool())).run(MANY, FEW, 3, line -> {});

            assertThat(report.pairs()).hasSize(3);
            assertThat(report.isEqualInStatements()).as(report.table()).isTrue();
            assertThat(report.table()).contains("20,000 accounts", "1,000 accounts", "equal in every round");
            assertThat(new LedgerVerifier(few.pool()).verify().findings()).isEmpty();
        }
    }

    @Test
    void a_due_list_that_is_read_whole_would_be_seen() {
        var pair = new DueComparison.Pair(new DueShop.Run(20, 30), new DueShop.Run(10, 20));
        var report = new DueComparison.Report(MANY, FEW, List.of(pair));

        assertThat(report.isEqualInStatements()).isFalse();
        assertThat(report.table()).contains("ratio of times: 2.00", "NOT equal");
    }
}
