package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to set credits aside before it is known how many are needed: {@code HoldRequest.of(50).until(instant)}.
 *
 * @param amount above zero, in smallest units
 * @param key names the request; none makes one
 * @param deadline the hold lapses at it; none is the configured longest, or never
 */
public record HoldRequest(
        long amount, @Nullable IdempotencyKey key, @Nullable Instant deadline) {

    public HoldRequest {
        Amounts.positive(amount);
        deadline = Instants.checkedIfGiven(deadline);
    }

    public static HoldRequest of(long amount) {
        return new HoldRequest(amount, null, null);
    }

    public HoldRequest withKey(String key) {
        return new HoldRequest(amount, new IdempotencyKey(key), deadline);
    }

    public HoldRequest until(Instant deadline) {
        return new HoldRequest(amount, key, deadline);
    }
}
