package dev.spike.ledger.postgres;

import dev.spike.ledger.Balance;
import java.util.ArrayList;
import java.util.List;

/**
 * Balances in a host's transaction, where the engine itself remembers some: read on the host's connection and never
 * remembered, as nobody else may see them before the commit. What was changed is told to the engine after it.
 */
final class JoinedBalances implements Balances {

    private final StoredBalances stored;
    private final CachedBalances shared;
    private final List<AccountRef> changed = new ArrayList<>();

    JoinedBalances(StoredBalances stored, CachedBalances shared) {
        this.stored = stored;
        this.shared = shared;
    }

    @Override
    public Balance balance(AccountRef ref) {
        return stored.stored(ref);
    }

    @Override
    public Balance stored(AccountRef ref) {
        return stored.stored(ref);
    }

    @Override
    public void changed(AccountRef ref) {
        changed.add(ref);
    }

    @Override
    public Balances within(Database host) {
        throw new IllegalStateException("A host's transaction is joined from the engine itself.");
    }

    @Override
    public void committed() {
        changed.forEach(shared::changed);
        changed.clear();
    }
}
