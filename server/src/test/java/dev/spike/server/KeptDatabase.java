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
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The rows of a demo database as an earlier version left them, kept as a resource: a zip with a file of COPY rows for each
 * table. {@link #main} keeps a new one.
 */
final class KeptDatabase {

    /** Of the ledger, of replays, of billing and of the provider in the box; those that are missing are left out. */
    private static final List<String> TABLES = List.of(
            "spike_credit_accounts",
            "spike_credit_transactions",
            "spike_credit_grants",
            "spike_credit_receipts",
            "spike_credit_holds",
            "spike_credit_reversals",
            "spike_replays",
            "spike_billing_settings",
            "spike_carts",
            "spike_cart_items",
            "spike_orders",
            "spike_order_lines",
            "spike_order_provides",
            "spike_provide_history",
            "spike_customers",
            "spike_checkouts",
            "spike_refund_requests",
            "spike_refunds",
            "spike_disputes",
            "spike_take_backs",
            "spike_take_back_steps",
            "spike_inbox",
            "spike_inbox_cursors",
            "spike_subscribers",
            "spike_subscriptions",
            "spike_subscription_terms",
            "spike_subscription_provides",
            "spike_subscription_periods",
            "spike_plan_grants",
            "spike_waiting_overuse",
            "spike_due",
            "spike_owed_charges",
            "spike_local_books",
            "spike_local_customers",
            "spike_local_payments",
            "spike_local_checkouts",
            "spike_local_payment_methods",
            "spike_local_charges",
            "spike_local_returns",
            "spike_local_deliveries",
            "spike_local_subscription_requests",
            "spike_local_switches",
            "spike_local_subscriptions");

    private KeptDatabase() {}

    /** Writes the rows of the database in the data folder to a file. Arguments: the folder, the file. */
    public static void main(String[] arguments) throws IOException, SQLException {
        try (var open = OpenDatabase.embedded(Path.of(arguments[0]), 0, 3);
                var file = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])));
                var connection = open.dataSource().getConnection()) {
            for (var table : TABLES) {
                if (!exists(connection, table)) {
                    continue;
                }
                file.putNextEntry(new ZipEntry(table + " " + columns(connection, table)));
                copy(connection).copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", unclosed(file));
                file.closeEntry();
            }
        }
    }

    /**
     * How far each module had come.
     *
     * @param billing none before there was billing; so is the provider
     */
    record Versions(
            String ledger,
            @Nullable String billing,
            @Nullable String provider) {

        static Versions ofLedger(String version) {
            return new Versions(version, null, null);
        }
    }

    /** Makes the database as it was: the tables of those versions, with their rows. */
    static void restore(DataSource dataSource, String resource, Versions versions) throws IOException, SQLException {
        migrate(dataSource, "spike_ledger_history", "dev/spike/ledger/postgres/migrations", versions.ledger());
        migrate(dataSource, "spike_billing_history", "dev/spike/billing/postgres/migrations", versions.billing());
        migrate(dataSource, "spike_local_history", "dev/spike/provider/local/migrations", versions.provider());
        migrate(dataSource, "spike_server_history", "dev/spike/server/migrations", "001");
        try (var file = new ZipInputStream(
                        Objects.requireNonNull(KeptDatabase.class.getResourceAsStream("/demo-databases/" + resource)));
                var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (var entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                statement.execute("DELETE FROM " + entry.getName().replaceAll(" .*", "")); // what its migration put in
                copy(connection).copyIn("COPY " + entry.getName() + " FROM STDIN", unclosed(file));
            }
        }
    }

    private static void migrate(DataSource dataSource, String history, String location, @Nullable String version) {
        if (version == null) {
            return;
        }
        Flyway.configure()
                .dataSource(dataSource)
                .table(history)
                .locations("classpath:" + location)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static String columns(Connection connection, String table) throws SQLException {
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

    static CopyManager copy(Connection connection) throws SQLException {
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
