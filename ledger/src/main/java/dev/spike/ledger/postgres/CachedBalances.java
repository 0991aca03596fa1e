package dev.spike.ledger.postgres;

import dev.spike.ledger.Balance;
import dev.spike.ledger.cache.AgingCache;
import dev.spike.ledger.cache.AgingCache.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Balances that are remembered for a while. One is read in one statement, and in two where time has changed it since the
 * account's last decision; while it is remembered, in none.
 */
record CachedBalances(LedgerSettings settings, Database database, AgingCache<Key, Balance> cache) implements Balances {

    private static final AccountStore ACCOUNTS = new AccountStore();

    /** Before the first decision, which makes it 1; an account that nobody touched has no row to tell its own. */
    private static final long UNTOUCHED = -1;

    /** Whose account of which type, by names alone: nothing of the host's is held on to. */
    record Key(String billableType, String billableId, String creditType) {

        static Key of(AccountRef ref) {
            return new Key(ref.billableType(), ref.billableId(), ref.creditTypeId());
        }
    }

    @Override
    public Balance balance(AccountRef ref) {
        var now = settings.now();
        return cache.get(Key.of(ref), now, () -> row(ref, now));
    }

    @Override
    public Balance stored(AccountRef ref) {
        var now = settings.now();
        return cache.read(Key.of(ref), now, () -> row(ref, now));
    }

    private Row<Balance> row(AccountRef ref, Instant now) {
        return database.read(connection -> {
            var seen = ACCOUNTS.seen(connection, ref, now);
            return seen.isPresent() ? row(connection, seen.get(), now) : new Row<>(Balance.nothing(), UNTOUCHED, null);
        });
    }

    private static Row<Balance> row(Connection connection, SeenBalance seen, Instant now) throws SQLException {
        if (!seen.hasChangedByTime()) {
            return new Row<>(seen.balance(), seen.version(), seen.changesAt());
        }
        var next = ACCOUNTS.nextChange(connection, seen);
        return next.version() == seen.version()
                ? new Row<>(seen.balance(), seen.version(), next.at())
                : new Row<>(seen.balance(), seen.version(), now); // decided anew in between: not to be remembered
    }

    @Override
    public void changed(AccountRef ref) {
        cache.changed(Key.of(ref));
    }

    @Override
    public Balances within(Database host) {
        return new JoinedBalances(new StoredBalances(settings, host), this);
    }

    @Override
    public void committed() {}
}
