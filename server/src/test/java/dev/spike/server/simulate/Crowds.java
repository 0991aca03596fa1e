package dev.spike.server.simulate;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.provider.local.LocalSchema;
import javax.sql.DataSource;

/** Databases to live on. */
final class Crowds {

    private Crowds() {}

    static void migrate(DataSource dataSource) {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        LocalSchema.migrate(dataSource);
    }

    static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(SimulationLoad.CONNECTIONS);
        return new HikariDataSource(config);
    }

    static HikariDataSource pool(DataSource dataSource) {
        var config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(SimulationLoad.CONNECTIONS);
        return new HikariDataSource(config);
    }

    static long seed() {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);
        System.out.println("simulation: seed " + seed);
        return seed;
    }
}
