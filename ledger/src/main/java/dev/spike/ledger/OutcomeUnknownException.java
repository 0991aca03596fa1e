package dev.spike.ledger;

/**
 * The connection was lost and could not be replaced, so it is not known whether the request took effect. Repeat it under
 * {@link #key()}: if it did, the first answer comes back; if not, it happens now, once.
 */
public final class OutcomeUnknownException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;

    public OutcomeUnknownException(IdempotencyKey key, Throwable cause) {
        super(
                ErrorCode.OUTCOME_UNKNOWN,
                "The database connection was lost before the answer came, so it is not known whether this request took"
                        + " effect: repeat it under the idempotency key '" + key.text() + "', which is safe.",
                cause);
        this.key = key;
    }

    /** The key to repeat the request under, whether the caller gave it or it was made. */
    public IdempotencyKey key() {
        return key;
    }
}
