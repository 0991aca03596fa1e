package dev.spike.billing.postgres;

import dev.spike.ledger.schema.Migrations;
import javax.sql.DataSource;

/**
 * The tables of billing, beside those of the ledger. Needs Flyway on the class path; without it, run the same SQL by hand:
 * plain files in {@code dev/spike/billing/postgres/migrations}, in the order of their names.
 */
public final class BillingSchema {

    /** Billing's own record of what was run, beside the ledger's and the host's. */
    public static final String HISTORY_TABLE = "spike_billing_history";

    private static final Migrations MIGRATIONS = new Migrations(HISTORY_TABLE, "dev/spike/billing/postgres/migrations");

    private BillingSchema() {}

    /**
     * Brings the tables up to date in the connection's first schema. Safe to repeat and to run from several nodes at once.
     * The role must be allowed to create tables, and the pool must have two connections.
     */
    public static void migrate(DataSource dataSource) {
        MIGRATIONS.run(dataSource);
    }
}
