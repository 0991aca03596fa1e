package dev.spike.server.market;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.provider.local.LocalSchema;
import javax.sql.DataSource;

/** Databases to sell on. */
final class Shops {

    private Shops() {}

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
        config.setMaximumPoolSize(MarketLoad.CONNECTIONS);
        return new HikariDataSource(config);
    }

    static HikariDataSource pool(DataSource dataSource) {
        var config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(MarketLoad.CONNECTIONS);
        return new HikariDataSource(config);
    }

    static long seed() {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);
        System.out.println("market: seed " + seed);
        return seed;
    }
}
