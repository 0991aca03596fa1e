package dev.spike.provider.local;

import dev.spike.ledger.schema.Migrations;
import javax.sql.DataSource;

/**
 * The local provider's tables. Needs Flyway on the class path; without it, run the same SQL by hand: plain files in
 * {@code dev/spike/provider/local/migrations}, in the order of their names.
 */
public final class LocalSchema {

    /** The provider's own record of what was run, beside the host's and the ledger's. */
    public static final String HISTORY_TABLE = "spike_local_history";

    private static final Migrations MIGRATIONS = new Migrations(HISTORY_TABLE, "dev/spike/provider/local/migrations");

    private LocalSchema() {}

    /**
     * Brings the tables up to date in the connection's first schema. Safe to repeat and to run from several nodes at once.
     * The role must be allowed to create tables, and the pool must have two connections.
     */
    public static void migrate(DataSource dataSource) {
        MIGRATIONS.run(dataSource);
    }
}
