package dev.spike.billing.postgres;

import dev.spike.billing.postgres.DueStore.Due;
import dev.spike.billing.postgres.Settling.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due is done, each billable in a transaction of its own, so that one never waits for another. The cost grows with what
 * is due, not with how many there are.
 */
final class DueWork {

    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

    private final BillingDatabase database;
    private final Settling settling;
    private final Charging charging;
    private final DueStore due = new DueStore();
    private final PlanHistoryStore history = new PlanHistoryStore();

    DueWork(BillingDatabase database, Settling settling, Charging charging) {
        this.database = database;
        this.settling = settling;
        this.charging = charging;
    }

    /** How many were tried, at most {@code limit}. */
    int run(Instant now, int limit) {
        int tried = 0;
        while (tried < limit && (charging.chargeOne(now) || runOne(now))) {
            tried++;
        }
        return tried;
    }

    private boolean runOne(Instant now) {
        return database.inTransaction((connection, untold) -> {
            var one = due.lockOne(connection, now);
            if (one.isPresent()) {
                attempt(connection, untold, one.get(), now);
            }
            return one.isPresent();
        });
    }

    /** What is due for one billable, or failed, whenever it was to be tried next; how many were tried. */
    int runNow(Owner owner, Instant now) {
        int charged = charging.chargeNow(owner, now);
        boolean tried = database.inTransaction((connection, untold) -> {
            var one = due.lock(connection, owner);
            boolean again = one.isPresent()
                    && (history.tryNow(connection, owner, now) || one.get().isDue(now));
            if (again) {
                attempt(connection, untold, one.get(), now);
            }
            return again;
        });
        return charged + (tried ? 1 : 0);
    }

    private void attempt(Connection connection, Untold untold, Due one, Instant now) throws SQLException {
        var savepoint = connection.setSavepoint();
        var told = new Untold();
        try {
            settling.settle(connection, told, one.owner(), Reason.BY_ITSELF, now);
            connection.releaseSavepoint(savepoint);
            untold.addAll(told);
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback(savepoint);
            int attempt = one.attempts() + 1;
            LOG.warn(
                    "What was due at {} for one billable failed, which is attempt {}; the list of what failed says whose it is",
                    one.dueAt(),
                    attempt,
                    Unsaid.of(e));
            due.failed(connection, one, Shown.cause(e), now, BackOff.next(attempt, now));
        }
    }
}
