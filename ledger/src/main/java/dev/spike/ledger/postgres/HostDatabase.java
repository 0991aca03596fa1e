package dev.spike.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** The host's transaction on the host's connection: nothing is committed, retried, set or closed here. */
final class HostDatabase implements Database {

    private final Connection connection;

    HostDatabase(Connection connection) {
        this.connection = connection;
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }

    @Override
    public <T> T inOneStatement(Ask ask, Asking<T> work) {
        return atomically(ask, work);
    }

    @Override
    public <T> T inSnapshot(Work<T> work) {
        return repeatably(work);
    }

    @Override
    public <T> T atomically(Ask ask, Asking<T> work) {
        return repeatably(on -> work.on(on, ask));
    }

    @Override
    public <T> T repeatably(Work<T> work) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "The connection to join is in auto-commit mode, so there is no transaction"
                                + " to join: call setAutoCommit(false) first, or use the credits without joining.");
            }
            return work.on(connection);
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }
}
