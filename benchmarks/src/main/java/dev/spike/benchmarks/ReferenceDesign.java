package dev.spike.benchmarks;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * The usual design: the balance is summed, then today's row of usage grows. No key, no receipt.
 *
 * <p>Written to its advantage: prepared statements; one transaction around all of it, so that summing costs no transaction
 * of its own; no second sum for an event afterwards; nothing in a framework between. Summing does not lock, so two callers
 * may both find the last credit: that is the design.
 */
final class ReferenceDesign implements Design {

    private final DataSource dataSource;

    ReferenceDesign(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void fill(int accounts) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            new ReferenceStore(connection).fill(accounts, now());
        }
    }

    @Override
    public void open(String owner, long credits) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            new ReferenceStore(connection).append(owner, "product", credits, now());
        }
    }

    @Override
    public boolean spendOne(String owner) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false); // the pool rolls back what is left open, and sets it again
            var store = new ReferenceStore(connection);
            var now = now();
            boolean enough = store.balance(owner, now) >= 1;
            if (enough) {
                grow(store, owner, now);
            }
            connection.commit();
            return enough;
        }
    }

    private static void grow(ReferenceStore store, String owner, LocalDateTime now) throws SQLException {
        var usage = store.lockUsage(owner, now);
        if (usage.isPresent()) {
            store.grow(usage.getAsLong(), 1, now);
        } else {
            store.append(owner, "usage", -1, now);
        }
    }

    /** Whole seconds, in the application's zone. */
    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
}
