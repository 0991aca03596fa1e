package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.benchmarks.BenchPlan.Cell;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerVerifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A whole comparison, too small to say anything of speed. */
class ComparisonTest {

    private static final BenchPlan PLAN = new BenchPlan(
            300, List.of(Workload.values()), List.of(1, 4), 2, Duration.ofMillis(5), Duration.ofMillis(100));

    private static TestDatabase server;
    private static BenchDatabase database;
    private static Report report;

    @BeforeAll
    static void run() throws Exception {
        server = FastPostgres.database("empty", dataSource -> {});
        database = BenchDatabase.at(server.url(), server.user(), server.password(), PLAN.connections());
        report = new Comparison(PLAN, database, line -> {}).run();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
        server.close();
    }

    @Test
    void has_figures_of_both_designs_for_every_cell() {
        assertThat(report.rows())
                .extracting(row -> new Cell(row.workload(), row.callers()))
                .containsExactlyElementsOf(PLAN.cells());
        assertThat(report.rows().stream().flatMap(row -> Stream.of(row.ledger(), row.reference())))
                .allSatisfy(figures -> {
                    assertThat(figures.perSecond().min()).isNotNegative();
                    assertThat(figures.p50Micros().median())
                            .isBetween(1L, figures.p99Micros().max());
                    assertThat(figures.walBytesPerSpend().median()).isPositive();
                });
    }

    @Test
    void leaves_a_ledger_that_keeps_every_rule() {
        assertThat(report.law().holds()).as(report.law().sentence()).isTrue();
        assertThat(report.law().count().accounts()).isEqualTo(PLAN.accounts() + 1);
        assertThat(report.law().acknowledged())
                .isGreaterThan(PLAN.accounts() + report.lastCredits().ledger());
        assertThat(new LedgerVerifier(database.pool()).verify().findings()).isEmpty();
    }

    @Test
    void the_ledger_never_gives_more_than_the_last_credits() {
        assertThat(report.lastCredits().ledger()).isEqualTo(report.lastCredits().affordable());
        assertThat(report.lastCredits().reference())
                .isGreaterThanOrEqualTo(report.lastCredits().affordable());
    }

    @Test
    void needs_no_more_connections_than_planned_for_a_single_caller() throws Exception {
        var plan = new BenchPlan(1, List.of(Workload.HOT), List.of(1), 1, Duration.ZERO, Duration.ofMillis(20));

        try (var other = FastPostgres.database("empty", dataSource -> {});
                var pool = BenchDatabase.at(other.url(), other.user(), other.password(), plan.connections())) {
            var law = new Comparison(plan, pool, line -> {}).run().law();

            assertThat(law.holds()).as(law.sentence()).isTrue();
        }
    }

    @Test
    void prints_a_line_for_every_cell_and_the_same_as_json() {
        var json = JsonMapper.shared().readTree(report.json());

        assertThat(report.table())
                .contains("uniform, 1 caller:", "uniform, 4 callers:", "one hot account, 4 callers:")
                .contains(report.law().sentence());
        assertThat(json.path("rows").size()).isEqualTo(PLAN.cells().size());
        assertThat(json.at("/rows/0/ratio/median").decimalValue())
                .isEqualByComparingTo(report.rows().get(0).ratio().median());
        assertThat(json.at("/law/holds").booleanValue()).isTrue();
    }
}
