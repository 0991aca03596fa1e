package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A wish to undo a spend, a capture or a removal, whole or in part.
 *
 * @param undoes the key of the request to undo
 * @param amount above zero, in smallest units; none is all that is left of it
 * @param key names this request; none makes one
 */
public record ReverseRequest(
        IdempotencyKey undoes,
        @Nullable Long amount,
        @Nullable IdempotencyKey key,
        Remarks remarks) {

    public ReverseRequest {
        if (amount != null) {
            Amounts.positive(amount);
        }
    }

    public static ReverseRequest of(String undoes) {
        return new ReverseRequest(new IdempotencyKey(undoes), null, null, Remarks.none());
    }

    public ReverseRequest part(long amount) {
        return new ReverseRequest(undoes, amount, key, remarks);
    }

    public ReverseRequest withKey(String key) {
        return new ReverseRequest(undoes, amount, new IdempotencyKey(key), remarks);
    }

    public ReverseRequest withRemarks(Remarks remarks) {
        return new ReverseRequest(undoes, amount, key, remarks);
    }
}
