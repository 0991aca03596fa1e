package dev.spike.ledger.schema;

import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The plain SQL files of one part, run by Flyway in the order of their names, with a record of their own of what was run.
 *
 * @param historyTable that record, beside those of the host and of other parts
 * @param folder where the files are on the class path
 */
public record Migrations(String historyTable, String folder) {

    private static final int ATTEMPTS_MAX = 20;
    private static final long PAUSE_NANOS = 250_000_000;

    /**
     * Brings the tables up to date in the connection's first schema. Safe to repeat and to run from several nodes at once.
     *
     * @throws IllegalStateException when Flyway is not on the class path
     */
    public void run(DataSource dataSource) {
        try {
            WithFlyway.run(this, dataSource);
        } catch (NoClassDefFoundError e) {
            throw flywayMissing(e);
        }
    }

    private IllegalStateException flywayMissing(Throwable cause) {
        return new IllegalStateException(
                "Flyway is not on the class path, or not its part for PostgreSQL; add org.flywaydb:flyway-core and"
                        + " org.flywaydb:flyway-database-postgresql, or run the files in " + folder
                        + " by hand, in the order of their names.",
                cause);
    }

    /** All that knows Flyway, so that the rest can be loaded without it. */
    private static final class WithFlyway {

        private WithFlyway() {}

        static void run(Migrations migrations, DataSource dataSource) {
            for (int attempt = 1; !run(migrations, dataSource, attempt); attempt++) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        /** Whether it ran: two nodes that make the history at the same instant get in each other's way, and one tries again. */
        private static boolean run(Migrations migrations, DataSource dataSource, int attempt) {
            try {
                Flyway.configure()
                        .dataSource(dataSource)
                        .table(migrations.historyTable())
                        .locations("classpath:" + migrations.folder())
                        .sqlMigrationPrefix("V")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
                return true;
            } catch (FlywayException e) {
                if (String.valueOf(e.getMessage()).contains("No database found to handle")) {
                    throw migrations.flywayMissing(e);
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
