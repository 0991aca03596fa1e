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
 */
public record RemoveRequest(
        long amount,
        @Nullable IdempotencyKey key,
        @Nullable GrantId grant,
        Remarks remarks,
        @Nullable Instant datedAt) {

    public RemoveRequest {
        Amounts.positive(amount);
        datedAt = Instants.checkedIfGiven(datedAt);
    }

    public static RemoveRequest of(long amount) {
        return new RemoveRequest(amount, null, null, Remarks.none(), null);
    }

    public RemoveRequest withKey(String key) {
        return new RemoveRequest(amount, new IdempotencyKey(key), grant, remarks, datedAt);
    }

    public RemoveRequest from(GrantId grant) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt);
    }

    public RemoveRequest withRemarks(Remarks remarks) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt);
    }

    public RemoveRequest datedAt(Instant datedAt) {
        return new RemoveRequest(amount, key, grant, remarks, datedAt);
    }
}
