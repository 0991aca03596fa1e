package dev.spike.spring;

import dev.spike.billing.BillingException;
import dev.spike.billing.postgres.BillingSchema;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.ledger.Billable;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.util.List;
import javax.sql.DataSource;

/** The tables are there: made, brought up to date or looked for at the start, before anybody uses what stands on them. */
final class SpikeSchema {

    private static final Billable NOBODY = Billable.of("spike", "nobody");

    private SpikeSchema() {}

    /** @throws SchemaFailedException when the database is not there, or does not let the role make them */
    static SpikeSchema migrated(DataSource dataSource) {
        try {
            LedgerSchema.migrate(dataSource);
            BillingSchema.migrate(dataSource);
        } catch (RuntimeException e) {
            throw SchemaFailedException.of(e, "brought up to date");
        }
        return new SpikeSchema();
    }

    /**
     * The application sees to the tables itself.
     *
     * @throws SpikeConfigurationException when they are not there
     */
    static SpikeSchema found(DataSource dataSource) {
        var credits = PostgresCredits.on(dataSource).build();
        try {
            credits.of(NOBODY).balance();
            PostgresBilling.on(dataSource, credits).build().inbox(1);
        } catch (LedgerUnavailableException | BillingException e) {
            if (!SchemaFailedException.isOfTables(e)) {
                throw SchemaFailedException.of(e, "looked at");
            }
            throw missing(
                    String.valueOf(e.getMessage()),
                    "dev/spike/ledger/postgres/migrations and dev/spike/billing/postgres/migrations");
        }
        return new SpikeSchema();
    }

    static SpikeConfigurationException missing(String cause, String folders) {
        return new SpikeConfigurationException(List.of(new ConfigurationMistake(
                "spike.migrate",
                "'false', and the tables cannot be used (" + cause + ")",
                "run the SQL files of " + folders + " on the class path in the order of their names, or write true",
                null)));
    }
}
