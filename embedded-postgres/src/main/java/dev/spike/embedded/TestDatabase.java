package dev.spike.embedded;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database of one test's own, gone when closed, also while connections to it are open.
 *
 * <p>Safe for use by several threads.
 */
public final class TestDatabase implements AutoCloseable {

    private final Address address;
    private final ServerStore server;

    TestDatabase(Address address, ServerStore server) {
        this.address = address;
        this.server = server;
    }

    /** The JDBC URL, without user and password. */
    public String url() {
        return address.url();
    }

    /** The role, which owns the database and is not a superuser. */
    public String user() {
        return address.user();
    }

    /** The role's password. */
    public String password() {
        return address.password();
    }

    /** Connections to the database; each call of {@code getConnection} opens one, as this is not a pool. */
    public DataSource dataSource() {
        return address.dataSource();
    }

    /** Removes the database. A repeat does nothing. */
    @Override
    public void close() {
        try {
            server.dropDatabase(address.database());
        } catch (SQLException e) {
            throw new IllegalStateException("The test database " + address + " could not be removed.", e);
        }
    }
}
