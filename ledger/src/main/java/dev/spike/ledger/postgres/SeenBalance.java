package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A balance with what tells how long it holds.
 *
 * @param version how many decisions there were
 * @param at the instant of the balance: the clock's, or the account's last decision if that is later
 * @param changesAt when time alone changes the account after its last decision; it may have done so already
 */
record SeenBalance(
        AccountId account,
        Balance balance,
        long version,
        Instant at,
        @Nullable Instant changesAt) {

    boolean hasChangedByTime() {
        return changesAt != null && !at.isBefore(changesAt);
    }

    /**
     * When time changes an account next.
     *
     * @param at none is never
     */
    record NextChange(long version, @Nullable Instant at) {}
}
