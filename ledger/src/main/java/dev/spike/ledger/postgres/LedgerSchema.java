package dev.spike.ledger.postgres;

import dev.spike.ledger.schema.Migrations;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * The ledger's tables. Needs Flyway on the class path; without it, run the same SQL by hand: plain files in
 * {@code dev/spike/ledger/postgres/migrations}, in the order of their names.
 */
public final class LedgerSchema {

    /** The ledger's own record of what was run, beside the host's. */
    public static final String HISTORY_TABLE = "spike_ledger_history";

    private static final Migrations MIGRATIONS = new Migrations(HISTORY_TABLE, "dev/spike/ledger/postgres/migrations");

    private LedgerSchema() {}

    /**
     * Brings the tables up to date in the connection's first schema, and prepares the receipts' partitions. Safe to repeat
     * and to run from several nodes at once. The role must be allowed to create tables, and the pool must have two connections.
     */
    public static void migrate(DataSource dataSource) {
        migrate(dataSource, InstantSource.system().instant());
    }

    /** The same, with partitions prepared for another time than the system's. */
    public static void migrate(DataSource dataSource, Instant now) {
        MIGRATIONS.run(dataSource);
        new ReceiptPartitionStore(dataSource).prepare(now);
    }
}
