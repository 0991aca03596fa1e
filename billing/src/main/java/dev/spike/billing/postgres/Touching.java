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
    private final SettledOwners settledOwners;
    private final SubscriberStore subscribers = new SubscriberStore();

    Touching(BillingDatabase database, Settling settling, SettledOwners settledOwners) {
        this.database = database;
        this.settling = settling;
        this.settledOwners = settledOwners;
    }

    /** The time that it is for the billable: the later of the clock and the last decision about its plans. */
    Instant touch(Owner owner, Instant now) {
        return database.read(connection -> subscribers.settled(connection, owner, now))
                .map(settled -> settled.notBefore(now))
                .orElseGet(() -> settle(owner, now));
    }

    /** The same before a balance that may be remembered: who was found settled is so until time or this process changes it. */
    void glance(Owner owner, Instant now) {
        boolean settled = settledOwners.isSettled(
                owner, now, () -> database.read(connection -> subscribers.settledUntil(connection, owner)));
        if (!settled) {
            settle(owner, now);
        }
    }

    private Instant settle(Owner owner, Instant now) {
        return database.inTransaction(
                (connection, untold) -> settling.settle(connection, untold, owner, Reason.TOUCHED, now));
    }

    /** The same in the host's transaction. */
    void touch(Connection connection, Untold untold, Owner owner, Instant now) throws SQLException {
        if (subscribers.settled(connection, owner, now).isEmpty()) {
            settling.settle(connection, untold, owner, Reason.TOUCHED, now);
        }
    }
}
