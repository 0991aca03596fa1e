package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to take credits away that were not used: {@code RemoveRequest.of(5).withRemarks(Remarks.none().by("ann",
 * "granted twice"))}.
 *
 * @param amount above zero, in smallest units
 * @param key names the request; none makes one
 * @param grant the one grant to take from; none takes by burn-down order
 * @param datedAt the date for the books; none is the instant of the decision; never later than it
 * @param rest what becomes of what is not free of the amount
 */
public record RemoveRequest(
        long amount,
        @Nullable IdempotencyKey key,
        @Nullable GrantId grant,
        Remarks remarks,
        @Nullable Instant datedAt,
        Rest rest) {

    /** What becomes of the part of the amount that is not free. */
    public enum Rest {
        /** It refuses the whole, unless the account may go below zero and no grant is named. */
        REFUSED,
        /** It stays where it is: less is removed, perhaps nothing, and the receipt says how much. */
        LEFT,
        /** It is owed, whatever the account's negative policy: the caller has decided. */
        OWED
    }

    public RemoveRequest {
        Amounts.positive(amount);
        datedAt = Instants.checkedIfGiven(datedAt);
    }

    public static RemoveRequest of(long amount) {
        return new RemoveRequest(amount, null, null, Remarks.none(), null, Rest.REFUSED);
    }

    public RemoveRequest withKey(String key) {
        return new RemoveRequest(amount, new IdempotencyKey(key), grant, remarks, datedAt, rest);
    }

    public RemoveRequest from(GrantId grant) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt, rest);
    }

    public RemoveRequest withRemarks(Remarks remarks) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt, rest);
    }

    public RemoveRequest datedAt(Instant datedAt) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt, rest);
    }

    /**
     * Removes what is free, of the one grant named or of all, up to the amount, and no more. Only a named grant that has
     * ended is refused.
     */
    public RemoveRequest leavingTheRest() {
        return new RemoveRequest(amount, key, grant, remarks, datedAt, Rest.LEFT);
    }

    /**
     * Removes what is free, of the one grant named first, then of the others by burn-down order; what they do not cover is
     * owed. Only a named grant that has ended is refused.
     */
    public RemoveRequest owingTheRest() {
        return new RemoveRequest(amount, key, grant, remarks, datedAt, Rest.OWED);
    }
}
