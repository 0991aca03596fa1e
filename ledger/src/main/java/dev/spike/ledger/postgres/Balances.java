package dev.spike.ledger.postgres;

import dev.spike.ledger.Balance;

/** What accounts have now, and the news that one has changed. */
sealed interface Balances permits StoredBalances, CachedBalances, JoinedBalances {

    /** The balance, perhaps as it is remembered. */
    Balance balance(AccountRef ref);

    /** The balance as it is stored, whatever is remembered. */
    Balance stored(AccountRef ref);

    /** A verb has been at the account and is about to answer, whatever came of it. */
    void changed(AccountRef ref);

    /** The same in a host's transaction. */
    Balances within(Database host);

    /** The host has committed, or may have. */
    void committed();
}
