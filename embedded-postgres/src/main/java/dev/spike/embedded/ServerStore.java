package dev.spike.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The roles and databases of one server. Names go into these statements quoted by the driver: they take no parameters. */
record ServerStore(DataSource administrator) {

    private static final String ROLE_EXISTS = """
            SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)
            """;

    private static final String DATABASE_EXISTS = """
            SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)
            """;

    /** Without those of PostgreSQL itself, such as a vacuum: nobody may end them, and they give way by themselves. */
    private static final String END_SESSIONS = """
            SELECT count(pg_terminate_backend(pid, 10000))
            FROM pg_stat_activity
            WHERE datname = ?
              AND pid <> pg_backend_pid()
              AND usesysid IS NOT NULL
            """;

    /** Only a superuser may end what PostgreSQL does in a database by itself. */
    private static final String NOT_ALLOWED = "42501";

    /** Creates a role that may log in, with what it may beyond that, where it is missing. Never a superuser. */
    void ensureRole(String role, String password, String may) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            if (!holds(connection, ROLE_EXISTS, role)) {
                statement.execute("SET log_min_error_statement = panic"); // no password in the log, whatever happens
                statement.execute("CREATE ROLE %s LOGIN NOSUPERUSER %s PASSWORD %s"
                        .formatted(statement.enquoteIdentifier(role, true), may, statement.enquoteLiteral(password)));
            }
        }
    }

    /** Creates a database of that owner where it is missing. */
    void ensureDatabase(String database, String owner) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            if (!holds(connection, DATABASE_EXISTS, database)) {
                statement.execute("CREATE DATABASE %s OWNER %s"
                        .formatted(
                                statement.enquoteIdentifier(database, true), statement.enquoteIdentifier(owner, true)));
            }
        }
    }

    /** Creates a database as a copy of another. */
    void copyDatabase(String database, String template) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s"
                    .formatted(
                            statement.enquoteIdentifier(database, true), statement.enquoteIdentifier(template, true)));
        }
    }

    /** Ends what is still connected to a database, which could not be copied otherwise. */
    void endSessions(String database) throws SQLException {
        try (Connection connection = administrator.getConnection();
                PreparedStatement statement = connection.prepareStatement(END_SESSIONS)) {
            statement.setString(1, database);
            statement.execute();
        }
    }

    /** Removes a database, also one that is connected to, and does nothing where there is none. */
    void dropDatabase(String database) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            var drop = "DROP DATABASE IF EXISTS " + statement.enquoteIdentifier(database, true);
            try {
                statement.execute(drop + " WITH (FORCE)");
            } catch (SQLException e) {
                if (!NOT_ALLOWED.equals(e.getSQLState())) {
                    throw e;
                }
                statement.execute(drop); // PostgreSQL is vacuuming there, which gives way to this
            }
        }
    }

    private static boolean holds(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
