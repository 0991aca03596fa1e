package dev.spike.billing.postgres;

import java.time.Instant;

/** What could not be provided is tried again, each in a transaction of its own, so that one never waits for another. */
final class Retrying {

    private final BillingDatabase database;
    private final Providing providing;
    private final ProvideHistoryStore history = new ProvideHistoryStore();

    Retrying(BillingDatabase database, Providing providing) {
        this.database = database;
        this.providing = providing;
    }

    /** How many were tried, at most {@code limit}. */
    int retry(Instant now, int limit) {
        int tried = 0;
        while (tried < limit && retryOne(now)) {
            tried++;
        }
        return tried;
    }

    private boolean retryOne(Instant now) {
        return database.inTransaction((connection, untold) -> {
            var due = history.lockDue(connection, now);
            if (due.isPresent()) {
                providing.attempt(connection, untold, due.get(), now);
            }
            return due.isPresent();
        });
    }
}
