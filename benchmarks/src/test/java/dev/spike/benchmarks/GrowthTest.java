package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.benchmarks.Growth.Grown;
import dev.spike.benchmarks.Growth.Plan;
import dev.spike.benchmarks.GrowthStore.Relation;
import dev.spike.embedded.FastPostgres;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final Relation RECEIPTS = new Relation("spike_credit_receipts", false);
    private static final Relation TRANSACTIONS = new Relation("spike_credit_transactions", false);

    private static Grown grown(boolean everySpendKept) throws Exception {
        try (var database = FastPostgres.database("empty", dataSource -> {});
                var pool = pool(database.url(), database.user(), database.password())) {
            return new Growth(new Plan(4_000, 40, 2)).run(pool, everySpendKept, 4);
        }
    }

    private static long of(Grown grown, Relation relation) {
        return grown.bytes().getOrDefault(relation, 0L);
    }

    private static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @Test
    void every_spend_has_a_receipt_and_a_row_only_where_it_is_kept() throws Exception {
        var grouped = grown(false);
        var every = grown(true);

        assertThat(of(grouped, RECEIPTS)).isBetween(100_000_000L, 1_000_000_000L);
        assertThat(of(every, RECEIPTS)).isBetween(100_000_000L, 1_000_000_000L);
        assertThat(of(every, TRANSACTIONS)).isBetween(100_000_000L, 1_000_000_000L);
        assertThat(of(grouped, TRANSACTIONS)).isLessThan(of(every, TRANSACTIONS) / 4);
        assertThat(new GrowthReport(new Plan(4_000, 40, 2), grouped, every).table())
                .contains("4,000 spends of 40 accounts, 50 on each of 2 days")
                .containsPattern("\n  index spike_credit_receipts_key +\\d+ +\\d+\n")
                .containsPattern("\nwrite-ahead log +[\\d,]+ +[\\d,]+\n");
    }

    @Test
    void what_cannot_be_spread_evenly_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plan(100, 50, 10))
                .withMessageContaining("give 500 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plan(1_000, 1, 29))
                .withMessage("The number of days is 29; give 1 to 28.");
    }
}
