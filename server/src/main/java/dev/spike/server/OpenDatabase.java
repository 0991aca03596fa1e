package dev.spike.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.embedded.DurablePostgres;
import dev.spike.embedded.FastPostgres;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.server.crash.Crash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database a command works on: an embedded one, running while this is open, or one that the user named. */
final class OpenDatabase implements Crash.Opened {

    /** What the statements of the ledger and its tables need. */
    private static final int VERSION_MIN = 15;

    /** A database that does not answer for so long is down, and says so better at once than late. */
    private static final long CONNECTION_MILLIS_MAX = 3_000;

    private final HikariDataSource pool;
    private final @Nullable DurablePostgres embedded;
    private final @Nullable Reached reached;
    private final Runnable afterwards;

    private OpenDatabase(
            HikariDataSource pool, @Nullable DurablePostgres embedded, @Nullable Reached reached, Runnable afterwards) {
        this.pool = pool;
        this.embedded = embedded;
        this.reached = reached;
        this.afterwards = afterwards;
    }

    /** Starts PostgreSQL on the folder, with tables that are up to date. */
    static OpenDatabase embedded(Path folder, int port, int connectionsMax) {
        var postgres = DurablePostgres.start(folder, port);
        var reached = new Reached(postgres.url(), postgres.user(), postgres.password());
        var database = new OpenDatabase(pool(reached, connectionsMax), postgres, reached, postgres::close);
        database.migrate();
        return database;
    }

    /** An empty database on a PostgreSQL that is gone when the JVM ends, with tables. */
    static OpenDatabase temporary(int connectionsMax) {
        var lent = FastPostgres.database("temporary", dataSource -> {});
        var reached = new Reached(lent.url(), lent.user(), lent.password());
        var database = new OpenDatabase(pool(reached, connectionsMax), null, reached, lent::close);
        database.migrate();
        return database;
    }

    /** Whether there is anything in the folder to open. */
    static boolean hasData(Path folder) {
        return Files.isDirectory(folder.resolve("postgres-18"));
    }

    /** Connects to a PostgreSQL of the user's own; its tables are left as they are. */
    static OpenDatabase external(String url, @Nullable String user, @Nullable String password, int connectionsMax) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new CommandException("The database URL must begin with jdbc:postgresql:, such as"
                    + " jdbc:postgresql://localhost:5432/app; this one does not.");
        }
        try {
            var pool = pool(url, user, password, connectionsMax);
            checkVersion(pool);
            return new OpenDatabase(pool, null, null, () -> {});
        } catch (PoolInitializationException e) {
            throw new CommandException("No connection to the PostgreSQL of the database URL (" + reason(e)
                    + "): check address, user and password, and that it runs.");
        }
    }

    private static String reason(Throwable e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static HikariDataSource pool(Reached reached, int connectionsMax) {
        return pool(reached.url(), reached.user(), reached.password(), connectionsMax);
    }

    private static HikariDataSource pool(
            String url, @Nullable String user, @Nullable String password, int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_MILLIS_MAX);
        config.setPoolName("spike");
        return new HikariDataSource(config);
    }

    private static void checkVersion(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < VERSION_MIN) {
                throw new CommandException("The database is PostgreSQL " + version + "; " + VERSION_MIN
                        + " or newer is needed. Leave the database URL out to use the embedded one.");
            }
        } catch (SQLException e) {
            throw new CommandException("The PostgreSQL of the database URL does not answer: " + e.getMessage());
        }
    }

    /** Brings the tables of the ledger, of billing and of the server itself up to date. */
    void migrate() {
        LedgerSchema.migrate(pool, InstantSource.system().instant());
        BillingSchema.migrate(pool);
        Flyway.configure()
                .dataSource(pool)
                .table("spike_server_history")
                .locations("classpath:dev/spike/server/migrations")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    /** The process of the embedded server; none for a PostgreSQL of the user's own. */
    @Nullable
    Long serverPid() {
        return embedded == null ? null : embedded.serverPid();
    }

    /** Where another process reaches the embedded database. */
    record Reached(String url, String user, String password) {}

    /** @throws IllegalStateException for a PostgreSQL of the user's own */
    Reached reachedAt() {
        if (reached == null) {
            throw new IllegalStateException("Only the embedded PostgreSQL is lent to another process.");
        }
        return reached;
    }

    @Override
    public void close() {
        pool.close();
        afterwards.run();
    }
}
