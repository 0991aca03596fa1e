package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A wish to turn a hold into a spend: {@code CaptureRequest.of(hold, 40)}.
 *
 * @param amount 0 or above, in smallest units; none is all that is held; more than is held spends the rest besides
 * @param key names the request; none makes one
 * @param rest what becomes of what is held and not captured
 */
public record CaptureRequest(
        HoldId hold, @Nullable Long amount, @Nullable IdempotencyKey key, Rest rest, Remarks remarks) {

    /** What becomes of the part of a hold that is not captured. */
    public enum Rest {
        RELEASED,
        KEPT
    }

    public CaptureRequest {
        if (amount != null && amount != 0) {
            Amounts.positive(amount);
        }
    }

    /** Captures all that is held. */
    public static CaptureRequest all(HoldId hold) {
        return new CaptureRequest(hold, null, null, Rest.RELEASED, Remarks.none());
    }

    /** Captures so much and releases the rest. */
    public static CaptureRequest of(HoldId hold, long amount) {
        return new CaptureRequest(hold, amount, null, Rest.RELEASED, Remarks.none());
    }

    public CaptureRequest withKey(String key) {
        return new CaptureRequest(hold, amount, new IdempotencyKey(key), rest, remarks);
    }

    public CaptureRequest keepingTheRest() {
        return new CaptureRequest(hold, amount, key, Rest.KEPT, remarks);
    }

    public CaptureRequest withRemarks(Remarks remarks) {
        return new CaptureRequest(hold, amount, key, rest, remarks);
    }
}
