package dev.spike.ledger.postgres;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Pseudonym;
import java.sql.Connection;
import java.sql.SQLException;

/** Whoever an account was of is forgotten: the one change of rows that are otherwise never changed, and of no amount. */
final class Forgetting {

    private final ErasureStore erasures = new ErasureStore();

    Erasure forget(Database database, Billable billable, Pseudonym pseudonym) {
        return database.repeatably(connection -> forget(connection, billable, pseudonym));
    }

    /** All accounts are locked before anything is changed; who waits for one of them does not find it again by its name. */
    private Erasure forget(Connection connection, Billable billable, Pseudonym pseudonym) throws SQLException {
        var accounts = erasures.lock(connection, billable);
        if (accounts.isEmpty()) {
            return new Erasure(0, 0);
        }
        long rows = erasures.swapKeys(connection, accounts)
                + erasures.clearTransactions(connection, accounts, pseudonym)
                + erasures.swapOwner(connection, accounts, pseudonym);
        return new Erasure(accounts.size(), rows);
    }
}
