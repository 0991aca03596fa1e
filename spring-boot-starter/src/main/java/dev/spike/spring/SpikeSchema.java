package dev.spike.spring;

import dev.spike.billing.postgres.BillingSchema;
import dev.spike.ledger.postgres.LedgerSchema;
import javax.sql.DataSource;

/** The tables are there: made or brought up to date at the start, before anybody uses what stands on them. */
final class SpikeSchema {

    private SpikeSchema() {}

    static SpikeSchema migrated(DataSource dataSource) {
        LedgerSchema.migrate(dataSource);
        BillingSchema.migrate(dataSource);
        return new SpikeSchema();
    }

    /** The application sees to the tables itself. */
    static SpikeSchema asItIs() {
        return new SpikeSchema();
    }
}
