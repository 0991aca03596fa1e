package dev.spike.billing.postgres;

import dev.spike.billing.postgres.Settling.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Somebody is there: what has changed by itself since the last time is brought up to date, and the free plan of the period is
 * given. One row by key, when there is nothing to do.
 */
final class Touching {

    private final BillingDatabase database;
    private final Settling settling;
    private final SubscriberStore subscribers = new SubscriberStore();

    Touching(BillingDatabase database, Settling settling) {
        this.database = database;
        this.settling = settling;
    }

    void touch(Owner owner, Instant now) {
        boolean settled = database.read(connection -> subscribers.isSettled(connection, owner, now));
        if (!settled) {
            database.inTransaction((connection, untold) -> {
                settling.settle(connection, untold, owner, Reason.TOUCHED, now);
                return owner;
            });
        }
    }

    /** The same in the host's transaction. */
    void touch(Connection connection, Untold untold, Owner owner, Instant now) throws SQLException {
        if (!subscribers.isSettled(connection, owner, now)) {
            settling.settle(connection, untold, owner, Reason.TOUCHED, now);
        }
    }
}
