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

    /**
     * Ends what the engine remembers of what was changed, and tells nobody; to be called where the host's commit failed, as it
     * may have arrived all the same. After a rollback it costs a reading and is not needed.
     */
    void outcomeUnknown();
}
