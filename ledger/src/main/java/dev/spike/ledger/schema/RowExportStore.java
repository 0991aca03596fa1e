package dev.spike.ledger.schema;

import dev.spike.ledger.Billable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Writes what tables have of somebody as one JSON object, which PostgreSQL builds row by row. Keeps a few hundred rows in memory,
 * whatever there is. Thread-safe.
 */
public final class RowExportStore {

    private static final int ROWS_AT_ONCE = 200;

    private static final String TAKE_SNAPSHOT = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
            """;

    /** Lets all statements of the transaction, which must not have begun yet, see one instant, and change nothing. */
    public static void takeSnapshot(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE_SNAPSHOT)) {
            statement.execute();
        }
    }

    /**
     * Writes the object: a member for each table, an array of its rows; and {@code left_out}, the columns that are not shown, by
     * table, where there are any. The connection is in a transaction.
     *
     * @param to is given the pieces in order
     */
    public void write(Connection connection, List<ExportedTable> tables, Billable owner, Consumer<String> to)
            throws SQLException {
        var before = "{";
        for (var table : tables) {
            to.accept(before + "\n\"" + table.name() + "\": [");
            writeRows(connection, table, owner, to);
            to.accept("]");
            before = ",";
        }
        writeLeftOut(tables, to);
        to.accept("\n}\n");
    }

    private static void writeRows(Connection connection, ExportedTable table, Billable owner, Consumer<String> to)
            throws SQLException {
        try (var statement = connection.prepareStatement(table.rows())) {
            statement.setFetchSize(ROWS_AT_ONCE);
            for (int place = 1; place <= table.questionMarks(); place++) {
                statement.setString(place, place % 2 == 1 ? owner.billableType() : owner.billableId());
            }
            try (var row = statement.executeQuery()) {
                var before = "\n  ";
                while (row.next()) {
                    to.accept(before + row.getString(1));
                    before = ",\n  ";
                }
            }
        }
    }

    private static void writeLeftOut(List<ExportedTable> tables, Consumer<String> to) {
        var before = ",\n\"left_out\": {";
        for (var table : tables) {
            if (!table.leftOut().isEmpty()) {
                var columns = String.join("\", \"", new TreeSet<>(table.leftOut()));
                to.accept(before + "\n  \"" + table.name() + "\": [\"" + columns + "\"]");
                before = ",";
            }
        }
        if (before.equals(",")) {
            to.accept("}");
        }
    }
}
