package dev.spike.server.scenario;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.VerifyReport;

/** A ledger in a database of its own, for scenarios. */
final class ScenarioLedger implements AutoCloseable {

    private final TestDatabase database = FastPostgres.database("scenarios", LedgerSchema::migrate);
    private final HikariDataSource pool = pool(database);
    private final Scenarios scenarios = new Scenarios(pool, ScenarioLedger::type);

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    private static CreditType type(int decimals) {
        return CreditType.of("credits-" + decimals).withDecimals(decimals);
    }

    Verdict run(Scenario scenario) {
        return scenarios.run(scenario);
    }

    VerifyReport verify() {
        return new LedgerVerifier(pool).verify();
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
