package dev.spike.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.DurablePostgres;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One pool, for all designs, on the server that is measured. Everything is made in the schema {@value #SCHEMA}, which is
 * dropped before and after: nobody else should have one of that name.
 */
final class BenchDatabase implements AutoCloseable {

    static final String SCHEMA = "spike_benchmark";

    private final HikariDataSource pool;
    private final String schema;
    private final String description;

    private BenchDatabase(HikariDataSource pool, String schema, String description) {
        this.pool = pool;
        this.schema = schema;
        this.description = description;
    }

    /** As this user, who may create schemas. */
    static BenchDatabase at(String url, String user, String password, int connections) throws SQLException {
        return at(url, user, password, connections, SCHEMA);
    }

    /** Where nobody waits for the disk. */
    static BenchDatabase unflushed(DurablePostgres postgres, int connections) throws SQLException {
        var url = postgres.url() + (postgres.url().contains("?") ? "&" : "?") + "options=-c%20synchronous_commit=off";
        return at(url, postgres.user(), postgres.password(), connections);
    }

    /** In another schema, which is dropped likewise. */
    static BenchDatabase at(String url, String user, String password, int connections, String schema)
            throws SQLException {
        var config = config(url, connections, schema);
        config.setUsername(user);
        config.setPassword(password);
        return on(config);
    }

    /** User and password being in the URL. */
    static BenchDatabase at(String url, int connections) throws SQLException {
        return on(config(url, connections, SCHEMA));
    }

    private static HikariConfig config(String url, int connections, String schema) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setSchema(schema);
        return config;
    }

    private static BenchDatabase on(HikariConfig config) throws SQLException {
        var pool = new HikariDataSource(config);
        try {
            run(pool, "DROP SCHEMA IF EXISTS " + config.getSchema() + " CASCADE");
            run(pool, "CREATE SCHEMA " + config.getSchema());
            return new BenchDatabase(pool, config.getSchema(), describe(pool));
        } catch (SQLException e) {
            pool.close();
            throw e;
        }
    }

    private static final String DESCRIBE = """
            SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)
                || ', fsync ' || current_setting('fsync')
                || ', synchronous_commit ' || current_setting('synchronous_commit')
                || ', full_page_writes ' || current_setting('full_page_writes')
            """;

    private static String describe(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(DESCRIBE)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(DataSource dataSource, String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    DataSource pool() {
        return pool;
    }

    String description() {
        return description;
    }

    @Override
    public void close() throws SQLException {
        try (pool) {
            run(pool, "DROP SCHEMA " + schema + " CASCADE");
        }
    }
}
