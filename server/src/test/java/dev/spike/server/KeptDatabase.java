package dev.spike.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The rows of a demo database as an earlier version left them, kept as a resource: a zip with a file of COPY rows for each
 * table. {@link #main} keeps a new one.
 */
final class KeptDatabase {

    private static final List<String> TABLES = List.of(
            "spike_credit_accounts",
            "spike_credit_transactions",
            "spike_credit_grants",
            "spike_credit_receipts",
            "spike_replays");

    private KeptDatabase() {}

    /** Writes the rows of the database in the data folder to a file. Arguments: the folder, the file. */
    public static void main(String[] arguments) throws IOException, SQLException {
        try (var open = OpenDatabase.embedded(Path.of(arguments[0]), 0, 3);
                var file = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])));
                var connection = open.dataSource().getConnection()) {
            for (var table : TABLES) {
                file.putNextEntry(new ZipEntry(table + " " + columns(connection, table)));
                copy(connection).copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", unclosed(file));
                file.closeEntry();
            }
        }
    }

    /** Makes the database as it was: the ledger's tables of that version, with their rows. */
    static void restore(DataSource dataSource, String resource, String ledgerVersion) throws IOException, SQLException {
        migrate(dataSource, "spike_ledger_history", "classpath:dev/spike/ledger/postgres/migrations", ledgerVersion);
        migrate(dataSource, "spike_server_history", "classpath:dev/spike/server/migrations", "001");
        try (var file = new ZipInputStream(
                        Objects.requireNonNull(KeptDatabase.class.getResourceAsStream("/demo-databases/" + resource)));
                var connection = dataSource.getConnection()) {
            for (var entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                copy(connection).copyIn("COPY " + entry.getName() + " FROM STDIN", unclosed(file));
            }
        }
    }

    private static void migrate(DataSource dataSource, String history, String location, String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .table(history)
                .locations(location)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }

    private static String columns(Connection connection, String table) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute"
                        + " WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped")) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                row.next();
                return "(" + row.getString(1) + ")";
            }
        }
    }

    private static CopyManager copy(Connection connection) throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    private static OutputStream unclosed(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static InputStream unclosed(InputStream in) {
        return new java.io.FilterInputStream(in) {
            @Override
            public void close() {
                // the next table follows
            }
        };
    }
}
