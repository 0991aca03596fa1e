package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's row, locked.
 *
 * @param current the first grant in burn-down order and what is free of it; its row among the grants lags behind
 * @param version how many decisions there were
 */
record AccountRow(AccountId id, Balance stored, @Nullable Current current, Instant decidedAt, long version) {

    record Current(GrantId grant, long free) {}
}
