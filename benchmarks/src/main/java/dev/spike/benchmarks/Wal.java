package dev.spike.benchmarks;

import java.sql.SQLException;
import javax.sql.DataSource;

/** How far the server's write-ahead log has grown. */
final class Wal {

    private final DataSource dataSource;

    Wal(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String POSITION = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    /** In bytes, of the whole server. */
    long position() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(POSITION)) {
            row.next();
            return row.getLong(1);
        }
    }
}
