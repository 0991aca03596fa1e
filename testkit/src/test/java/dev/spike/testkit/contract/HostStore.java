package dev.spike.testkit.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The host's own table, and what else it asks of its connection. */
final class HostStore {

    static final String CREATE = "CREATE TABLE host_orders (id text PRIMARY KEY)";

    private static final String INSERT = "INSERT INTO host_orders (id) VALUES (?)";

    void insert(Connection connection, String order) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, order);
            statement.executeUpdate();
        }
    }

    private static final String IS_THERE = "SELECT count(*) FROM host_orders WHERE id = ?";

    /** Whether others see the order. */
    boolean isThere(DataSource dataSource, String order) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(IS_THERE)) {
            statement.setString(1, order);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        }
    }

    private static final String ONE = "SELECT 1";

    int one(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ONE);
                var row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static final String GIVE_UP_ON_LOCKS_AT_ONCE = "SET LOCAL lock_timeout = '1ms'";

    void giveUpOnLocksAtOnce(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(GIVE_UP_ON_LOCKS_AT_ONCE)) {
            statement.execute();
        }
    }

    private static final String GIVE_UP_ON_STATEMENTS_SOON = "SET LOCAL statement_timeout = '20ms'";

    void giveUpOnStatementsSoon(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(GIVE_UP_ON_STATEMENTS_SOON)) {
            statement.execute();
        }
    }

    private static final String END_WHEN_IDLE = "SET LOCAL idle_in_transaction_session_timeout = '50ms'";

    void endWhenIdle(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(END_WHEN_IDLE)) {
            statement.execute();
        }
    }

    private static final String GIVE_UP_ON_LOCKS_FROM_NOW_ON = "SET lock_timeout = '1ms'";

    void giveUpOnLocksFromNowOn(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(GIVE_UP_ON_LOCKS_FROM_NOW_ON)) {
            statement.execute();
        }
    }

    private static final String FAIL = "SELECT 1 / 0";

    void fail(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(FAIL)) {
            statement.execute();
        }
    }

    private static final String IS_AWAITED = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
            """;

    /** Whether somebody waits for what this connection's transaction has locked. */
    boolean isAwaited(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(IS_AWAITED);
                var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static final String SETTINGS = "SELECT name, setting FROM pg_settings";

    Map<String, String> settings(Connection connection) throws SQLException {
        var settings = new TreeMap<String, String>();
        try (var statement = connection.prepareStatement(SETTINGS);
                var row = statement.executeQuery()) {
            while (row.next()) {
                settings.put(row.getString("name"), String.valueOf(row.getString("setting")));
            }
        }
        return settings;
    }
}
