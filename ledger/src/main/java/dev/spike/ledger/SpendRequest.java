package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to spend: {@code SpendRequest.of(10).withKey("call-17")}.
 *
 * <p>Without a key a retry is a new spend. Remarks and a date need {@code group-credit-spend-daily} off, because a row
 * that stands for a whole day has no room for them.
 *
 * @param amount above zero, in smallest units
 * @param key names the request; none makes one
 * @param datedAt the date for the books; none is the instant of the decision; never later than it
 */
public record SpendRequest(
        long amount,
        @Nullable IdempotencyKey key,
        Remarks remarks,
        @Nullable Instant datedAt) {

    public SpendRequest {
        Amounts.positive(amount);
        datedAt = Instants.checkedIfGiven(datedAt);
    }

    public static SpendRequest of(long amount) {
        return new SpendRequest(amount, null, Remarks.none(), null);
    }

    public SpendRequest withKey(String key) {
        return new SpendRequest(amount, new IdempotencyKey(key), remarks, datedAt);
    }

    public SpendRequest withNotes(String notes) {
        return withRemarks(remarks.withNotes(notes));
    }

    public SpendRequest withRemarks(Remarks remarks) {
        return new SpendRequest(amount, key, remarks, datedAt);
    }

    public SpendRequest datedAt(Instant datedAt) {
        return new SpendRequest(amount, key, remarks, datedAt);
    }
}
