package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to add credits: {@code AddRequest.of(100).expiringAt(instant).withNotes("Welcome")}.
 *
 * @param amount above zero, in smallest units
 * @param key names the request; none makes one
 * @param type what the credit transaction is to people; anything but usage
 */
public record AddRequest(
        long amount,
        @Nullable IdempotencyKey key,
        TransactionType type,
        GrantTerms terms,
        Remarks remarks,
        Source source) {

    public AddRequest {
        Amounts.positive(amount);
        if (type == TransactionType.USAGE) {
            throw new IllegalArgumentException("Credits that are added are no usage: choose subscription, product or"
                    + " adjustment as the type.");
        }
    }

    /** An adjustment at once, for ever. */
    public static AddRequest of(long amount) {
        return new AddRequest(
                amount, null, TransactionType.ADJUSTMENT, GrantTerms.plain(), Remarks.none(), Source.none());
    }

    public AddRequest withKey(String key) {
        return new AddRequest(amount, new IdempotencyKey(key), type, terms, remarks, source);
    }

    public AddRequest as(TransactionType type) {
        return new AddRequest(amount, key, type, terms, remarks, source);
    }

    public AddRequest withTerms(GrantTerms terms) {
        return new AddRequest(amount, key, type, terms, remarks, source);
    }

    public AddRequest expiringAt(Instant expiresAt) {
        return withTerms(terms.expiringAt(expiresAt));
    }

    public AddRequest withNotes(String notes) {
        return withRemarks(remarks.withNotes(notes));
    }

    public AddRequest withRemarks(Remarks remarks) {
        return new AddRequest(amount, key, type, terms, remarks, source);
    }

    public AddRequest from(Source source) {
        return new AddRequest(amount, key, type, terms, remarks, source);
    }
}
