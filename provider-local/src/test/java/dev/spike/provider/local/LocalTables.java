package dev.spike.provider.local;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database with the local provider's tables, fresh for each test class: register it in a static field. */
final class LocalTables implements BeforeAllCallback, AfterAllCallback {

    private static final int CONNECTIONS_MAX = 20;

    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable TestDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getEnclosingTestClasses().isEmpty()) {
            database = FastPostgres.database("local", LocalSchema::migrate);
            pool();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getEnclosingTestClasses().isEmpty() && database != null) {
            pools.forEach(HikariDataSource::close);
            pools.clear();
            database.close();
        }
    }

    DataSource dataSource() {
        return pools.get(0);
    }

    /** Another pool on the same database: a second node. */
    DataSource pool() {
        if (database == null) {
            throw new IllegalStateException("The database is opened before the first test of the class.");
        }
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        var pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }
}
