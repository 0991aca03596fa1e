package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo database that an earlier version kept opens under the newest tables, and every rule holds. */
class KeptDatabaseTest {

    @ParameterizedTest
    @CsvSource({"ledger-004.zip, 004, 60, 2066"})
    void an_earlier_demo_database_opens_and_verifies(String resource, String version, long accounts, long receipts)
            throws IOException, SQLException {
        try (var database = FastPostgres.database("empty", dataSource -> {})) {
            KeptDatabase.restore(database.dataSource(), resource, version);

            LedgerSchema.migrate(database.dataSource());

            var report = new LedgerVerifier(database.dataSource()).verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.size()).containsEntry("accounts", accounts).containsEntry("receipts", receipts);
            var account =
                    PostgresCredits.on(database.dataSource()).build().of(Billable.of("customer", "customer-0001"));
            assertThat(account.transactions(null, 10).transactions()).isNotEmpty();
        }
    }
}
