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

    /** Above it a row is not added to the day's, so that a day of giving back and spending again fits 64 bits. */
    private static final long GROUPED_MAX = 1L << 48;

    RowDraft onItsOwnIfLarge() {
        return booking.grouped() && Math.abs(credits) > GROUPED_MAX
                ? new RowDraft(
                        grant,
                        entry,
                        credits,
                        new Booking(booking.type(), booking.createdAt(), booking.usageDate(), false))
                : this;
    }

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
