package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import java.util.Optional;
import javax.sql.DataSource;

/** Which tables may have something of a person: the ledger's always, those of billing and of the local provider where they are. */
final class PersonTables {

    private final DataSource dataSource;
    private final DirectoryStore directory;

    PersonTables(DataSource dataSource) {
        this.dataSource = dataSource;
        this.directory = new DirectoryStore(dataSource);
    }

    Credits credits() {
        return PostgresCredits.on(dataSource).build();
    }

    Optional<Billing> billing() {
        return directory.hasTable("spike_subscribers")
                ? Optional.of(new BillingOptions().toLook(dataSource))
                : Optional.empty();
    }

    Optional<LocalProvider> localProvider() {
        return directory.hasTable("spike_local_customers")
                ? Optional.of(BillingOptions.localProvider(dataSource))
                : Optional.empty();
    }
}
