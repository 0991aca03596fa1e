package dev.spike.provider.local;

import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The local provider's tables. Needs Flyway on the class path; without it, run the same SQL by hand: plain files in
 * {@code dev/spike/provider/local/migrations}, in the order of their names.
 */
public final class LocalSchema {

    /** The provider's own record of what was run, beside the host's and the ledger's. */
    public static final String HISTORY_TABLE = "spike_local_history";

    private static final String LOCATION = "classpath:dev/spike/provider/local/migrations";

    private static final int ATTEMPTS_MAX = 20;
    private static final long PAUSE_NANOS = 250_000_000;

    private LocalSchema() {}

    /**
     * Brings the tables up to date in the connection's first schema. Safe to repeat and to run from several nodes at once.
     * The role must be allowed to create tables, and the pool must have two connections.
     */
    public static void migrate(DataSource dataSource) {
        try {
            Migration.run(dataSource);
        } catch (NoClassDefFoundError e) {
            throw flywayMissing(e);
        }
    }

    private static IllegalStateException flywayMissing(Throwable cause) {
        return new IllegalStateException(
                "Flyway is not on the class path, or not its part for PostgreSQL; add org.flywaydb:flyway-core and"
                        + " org.flywaydb:flyway-database-postgresql, or run the files in "
                        + LOCATION.substring(LOCATION.indexOf(':') + 1) + " by hand, in the order of their names.",
                cause);
    }

    /** All that knows Flyway, so that this class can be loaded without it. */
    private static final class Migration {

        private Migration() {}

        static void run(DataSource dataSource) {
            for (int attempt = 1; !run(dataSource, attempt); attempt++) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        /** Whether it ran: two nodes that make the history at the same instant get in each other's way, and one tries again. */
        private static boolean run(DataSource dataSource, int attempt) {
            try {
                Flyway.configure()
                        .dataSource(dataSource)
                        .table(HISTORY_TABLE)
                        .locations(LOCATION)
                        .sqlMigrationPrefix("V")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
                return true;
            } catch (FlywayException e) {
                if (String.valueOf(e.getMessage()).contains("No database found to handle")) {
                    throw flywayMissing(e);
                }
                boolean another =
                        attempt < ATTEMPTS_MAX && String.valueOf(e.getMessage()).contains("baseline");
                if (another) {
                    return false;
                }
                throw e;
            }
        }
    }
}
