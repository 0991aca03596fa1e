package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code spike_credit_transactions}.
 *
 * @param credits signed, in smallest units
 * @param grant the grant it belongs to; its own id for a grant; none only for what is owed
 * @param times when it counts and when it was written
 */
public record CreditTransaction(
        TransactionId id,
        TransactionType type,
        EntryKind entry,
        long credits,
        @Nullable GrantId grant,
        Times times,
        Remarks remarks) {

    /**
     * @param effectiveAt from when it counts
     * @param expiresAt until when it counts; none is for ever; always that of its grant
     * @param createdAt the date for the books
     * @param updatedAt when a day's usage last grew; else the same as {@code createdAt}
     */
    public record Times(Instant effectiveAt, @Nullable Instant expiresAt, Instant createdAt, Instant updatedAt) {}
}
