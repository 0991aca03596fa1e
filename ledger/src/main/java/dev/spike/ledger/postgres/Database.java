package dev.spike.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the ledger's statements run: in a transaction of their own, or in the host's. */
sealed interface Database permits OwnDatabase, HostDatabase {

    /** Runs statements that change nothing, each for itself; almost always one. */
    <T> T read(Work<T> work);

    /** Runs one statement that may change something; on its own it is committed when it returns. */
    <T> T inOneStatement(Ask ask, Asking<T> work);

    /** Runs several statements that take effect together or not at all; on their own they are committed when this returns. */
    <T> T atomically(Ask ask, Asking<T> work);

    /**
     * Runs several statements that take effect together or not at all, and may be run again whole: what they do a second time is
     * nothing.
     */
    <T> T repeatably(Work<T> work);

    /** Runs several statements that change nothing, all of which see one instant; in the host's, what the host sees. */
    <T> T inSnapshot(Work<T> work);

    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    interface Asking<T> {

        /** @param ask the request; when it is tried again, as one whose key may have been used */
        T on(Connection connection, Ask ask) throws SQLException;
    }
}
