package dev.spike.ledger.postgres;

import dev.spike.ledger.EntryKind;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.TransactionType;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A credit transaction to be written; expiry and start are those of its grant.
 *
 * @param grant none is what is owed
 * @param credits signed
 */
record RowDraft(@Nullable GrantId grant, EntryKind entry, long credits, Booking booking) {

    /**
     * How it stands in the books.
     *
     * @param createdAt the date for the books
     * @param usageDate the day it counts as usage of; none for an adjustment
     * @param grouped whether it is added to the day's row
     */
    record Booking(
            TransactionType type,
            Instant createdAt,
            @Nullable LocalDate usageDate,
            boolean grouped) {

        static Booking adjustment(Instant createdAt) {
            return new Booking(TransactionType.ADJUSTMENT, createdAt, null, false);
        }
    }
}
