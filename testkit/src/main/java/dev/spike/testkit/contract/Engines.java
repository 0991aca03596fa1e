package dev.spike.testkit.contract;

import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import javax.sql.DataSource;

/** Engines on PostgreSQL as a suite's setup asks for them. */
public final class Engines {

    private Engines() {}

    /** The engine of the setup on tables that are up to date. Nothing is read or written yet. */
    public static PostgresCredits on(DataSource dataSource, Setup setup) {
        return builder(dataSource, setup).build();
    }

    /** The same before it is built, to add what no setup knows of. */
    public static PostgresCredits.Builder builder(DataSource dataSource, Setup setup) {
        var builder = PostgresCredits.on(dataSource)
                .zone(setup.zone())
                .clock(setup.clock())
                .listener(setup.listener())
                .negative(setup.limits().negative());
        setup.limits().negativeByType().forEach(builder::negative);
        if (setup.limits().maxHold() != null) {
            builder.maxHold(setup.limits().maxHold());
        }
        if (setup.limits().refusesCaptureOverHold()) {
            builder.refuseCaptureOverHold();
        }
        setup.creditTypes()
                .forEach(type ->
                        builder.creditType(type, setup.orders().getOrDefault(type.id(), BurnDownOrder.standard())));
        return setup.grouped() ? builder : builder.keepEverySpend();
    }
}
