package dev.spike.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof after a run can fail. */
class LawTest {

    private static final int ACCOUNTS = 3;

    @Test
    void holds_for_accounts_just_filled() throws SQLException {
        assertThat(lawAfter("SELECT 1").holds()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a stored balance that is not the sum | UPDATE spike_credit_accounts SET available = available + 1 WHERE id = 2
            a usage row too many | UPDATE spike_credit_transactions SET credits = -2 WHERE type = 'usage' AND account_id = 2
            a receipt lost | DELETE FROM spike_credit_receipts WHERE verb = 'spend' AND account_id = 2
            """)
    void is_broken_by(String damage, String sql) throws SQLException {
        assertThat(lawAfter(sql).holds()).as(damage).isFalse();
    }

    @Test
    void is_broken_by_a_spend_that_a_caller_was_told_of_and_nobody_wrote() throws SQLException {
        var law = lawAfter("SELECT 1");

        assertThat(Law.of(law.count(), law.acknowledged() + 1).holds()).isFalse();
    }

    private static Law lawAfter(String sql) throws SQLException {
        try (var server = FastPostgres.database("empty", dataSource -> {});
                var database = BenchDatabase.at(server.url(), server.user(), server.password(), 2)) {
            new LedgerDesign(database.pool()).fill(ACCOUNTS);
            try (var connection = database.pool().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return Law.of(new LedgerStore(database.pool()).count(), ACCOUNTS);
        }
    }
}
