package dev.spike.testkit.race;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Two engines with a pool each on one database; the clock of the second is two seconds behind. */
public final class TwoNodes implements AutoCloseable {

    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final HikariDataSource firstPool;
    private final HikariDataSource secondPool;
    private final List<PostgresCredits> engines;

    public TwoNodes(LedgerDatabase database) {
        this(database, SettableClock.at(LedgerUnderTest.START), SettableClock.at(LedgerUnderTest.START.minus(BEHIND)));
    }

    private TwoNodes(LedgerDatabase database, SettableClock first, SettableClock second) {
        firstPool = database.pool(Racers.THREADS / 2);
        secondPool = database.pool(Racers.THREADS / 2);
        engines = List.of(
                PostgresCredits.on(firstPool).clock(first).build(),
                PostgresCredits.on(secondPool).clock(second).build());
    }

    /** Two whose clocks agree, whatever they are set to. */
    static TwoNodes sharing(LedgerDatabase database, SettableClock clock) {
        return new TwoNodes(database, clock, clock);
    }

    /** The engine of the racer: every other one has the second. */
    Credits of(int racer) {
        return engines.get(racer % 2);
    }

    public CreditAccount account(int racer, Billable owner) {
        return of(racer).of(owner);
    }

    /** A host's connection at the racer's node. */
    Connection connection(int racer) throws SQLException {
        var connection = (racer % 2 == 0 ? firstPool : secondPool).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void close() {
        firstPool.close();
        secondPool.close();
    }
}
