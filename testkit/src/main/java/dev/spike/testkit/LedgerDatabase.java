package dev.spike.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.postgres.LedgerSchema;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL database with the ledger's tables, fresh for each test class: register it in a static field.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LedgerDatabase DATABASE = new LedgerDatabase();
 * }</pre>
 */
public final class LedgerDatabase implements BeforeAllCallback, AfterAllCallback {

    /** More than the threads of any test here, fewer than the server allows. */
    private static final int CONNECTIONS_MAX = 32;

    /** The months around it have partitions of their own; all others share one. Both are so tested. */
    private static final Instant PREPARED = Instant.parse("2026-04-01T00:00:00Z");

    private @Nullable Opened opened;

    private record Opened(TestDatabase database, HikariDataSource pool) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getEnclosingTestClasses().isEmpty()) {
            var database = FastPostgres.database("ledger", dataSource -> LedgerSchema.migrate(dataSource, PREPARED));
            opened = new Opened(database, pool(database, CONNECTIONS_MAX));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getEnclosingTestClasses().isEmpty()) {
            opened().pool().close();
            opened().database().close();
        }
    }

    private Opened opened() {
        if (opened == null) {
            throw new IllegalStateException("The database is opened before the first test of the class:"
                    + " register LedgerDatabase in a static field with @RegisterExtension.");
        }
        return opened;
    }

    /** The database's connections, pooled. */
    public DataSource dataSource() {
        return opened().pool();
    }

    /** Another pool on the same database, the caller's to close: a second node. */
    public HikariDataSource pool(int connectionsMax) {
        return pool(opened().database(), connectionsMax);
    }

    private static HikariDataSource pool(TestDatabase database, int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Runs SQL as an administrator would, such as to see what a check says of a damaged row. */
    public void run(String sql) {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("This did not run: " + sql, e);
        }
    }
}
