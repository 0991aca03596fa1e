package dev.spike.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * All rows of a database and where its sequences stand, taken in one snapshot: what {@code pg_dump} takes, for which the
 * PostgreSQL in the box has no program.
 */
record Dump(Map<String, byte[]> tables, Map<String, Long> sequences) {

    /** The histories of migrations are those of the tables that it is restored into. */
    private static final String TABLES = """
            SELECT c.oid::regclass::text
            FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND c.relname !~ '_history$'
            UNION
            SELECT 'spike_provide_history'
            ORDER BY 1
            """;

    private static final String SEQUENCES = """
            SELECT sequencename, coalesce(last_value, 0)
            FROM pg_sequences
            WHERE schemaname = current_schema()
            """;

    static Dump of(DataSource dataSource) throws IOException, SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            var tables = new LinkedHashMap<String, byte[]>();
            for (var table : tables(connection)) {
                var rows = new ByteArrayOutputStream();
                KeptDatabase.copy(connection).copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", rows);
                tables.put(table + " " + KeptDatabase.columns(connection, table), rows.toByteArray());
            }
            return new Dump(tables, sequences(connection));
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static Map<String, Long> sequences(Connection connection) throws SQLException {
        var sequences = new LinkedHashMap<String, Long>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SEQUENCES)) {
            while (row.next()) {
                sequences.put(row.getString(1), row.getLong(2));
            }
        }
        return sequences;
    }

    /** Into tables that were made by the same migrations; what those put in is replaced. All or nothing. */
    void restoreInto(DataSource dataSource) throws IOException, SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var table : tables.entrySet()) {
                statement.execute("DELETE FROM " + table.getKey().replaceAll(" .*", ""));
                KeptDatabase.copy(connection)
                        .copyIn("COPY " + table.getKey() + " FROM STDIN", new ByteArrayInputStream(table.getValue()));
            }
            for (var sequence : sequences.entrySet()) {
                if (sequence.getValue() > 0) {
                    statement.execute("SELECT setval('" + sequence.getKey() + "', " + sequence.getValue() + ")");
                }
            }
            connection.commit();
        }
    }
}
