package dev.spike.ledger;

/**
 * The engine inside a host's database transaction. Belongs to the transaction: not thread-safe, not used after it.
 */
public interface JoinedCredits extends Credits {

    /**
     * Tells listeners what was changed, and ends what the engine remembers of it where balances are cached; to be called
     * once, after the host has committed. After a rollback simply do not call it; after a rollback to a savepoint it would
     * also tell of what was rolled back, so join anew for each.
     */
    void publish();
}
