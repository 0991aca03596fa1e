package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Catalogue;
import dev.spike.billing.Money;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.Billable;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalSchema;
import dev.spike.server.KeptDatabase.Versions;
import dev.spike.server.market.PackSale;
import dev.spike.server.market.PlanReport;
import dev.spike.server.market.PlanSale;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo database that an earlier version kept opens under the newest tables, and every rule holds. */
class KeptDatabaseTest {

    @ParameterizedTest
    @CsvSource({"ledger-004.zip, 004, 60, 2066", "ledger-007.zip, 007, 62, 1399"})
    void a_demo_database_from_before_billing_opens_and_verifies(
            String resource, String version, long accounts, long receipts) throws IOException, SQLException {
        try (var database = FastPostgres.database("empty", dataSource -> {})) {
            KeptDatabase.restore(database.dataSource(), resource, Versions.ofLedger(version));

            migrate(database.dataSource());

            verify(database.dataSource(), accounts, receipts);
        }
    }

    @Test
    void a_demo_database_with_what_was_sold_opens_and_verifies() throws IOException, SQLException {
        try (var database = FastPostgres.database("empty", dataSource -> {})) {
            KeptDatabase.restore(database.dataSource(), "billing-005.zip", new Versions("007", "005", "002"));

            migrate(database.dataSource());

            verify(database.dataSource(), 50, 1300);
            var sold = new PackSale(database.dataSource(), Catalogue.empty(), 1).report();
            assertThat(sold.agrees()).isTrue();
            assertThat(sold.customers()).isEqualTo(50);
            assertThat(sold.paid()).containsExactly(Money.of(675_00, "USD"));
        }
    }

    @Test
    void a_demo_database_with_plans_opens_and_verifies() throws IOException, SQLException {
        try (var database = FastPostgres.database("empty", dataSource -> {})) {
            KeptDatabase.restore(database.dataSource(), "billing-008.zip", new Versions("007", "008", "003"));

            migrate(database.dataSource());

            verify(database.dataSource(), 55, 1410);
            var plans = new PlanSale(database.dataSource(), Catalogue.empty(), 1).report();
            assertThat(plans).isEqualTo(new PlanReport(5, 0, 1, 1, 10, 4));
            var sold = new PackSale(database.dataSource(), Catalogue.empty(), 1).report();
            assertThat(sold.agrees()).isTrue();
            assertThat(sold.paid()).containsExactly(Money.of(893_23, "USD"));
        }
    }

    private static void migrate(DataSource dataSource) {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    }

    private static void verify(DataSource dataSource, long accounts, long receipts) {
        var report = new LedgerVerifier(dataSource).verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.size()).containsEntry("accounts", accounts).containsEntry("receipts", receipts);
        var account = PostgresCredits.on(dataSource).build().of(Billable.of("customer", "customer-0001"));
        assertThat(account.transactions(null, 10).transactions()).isNotEmpty();
    }
}
