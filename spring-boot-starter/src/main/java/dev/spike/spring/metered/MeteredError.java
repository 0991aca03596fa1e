package dev.spike.spring.metered;

import dev.spike.ledger.SpikeError;
import java.util.Locale;

/** The stable name of every error that only a metered method has. Names are never changed. */
public enum MeteredError implements SpikeError {
    /** The work was done and paid under the idempotency key. */
    ALREADY_DONE,
    /** The work runs under the idempotency key, or its process died a moment ago. */
    STILL_RUNNING,
    /** The idempotency key is missing, given twice, too long, or has characters that are not allowed. */
    IDEMPOTENCY_KEY_INVALID,
    /** The work has failed too often under the idempotency key. */
    ATTEMPTS_USED_UP,
    /** It is not known who pays. */
    NOBODY_TO_CHARGE,
    /** An expression gave no amount that can be charged. */
    AMOUNT_INVALID;

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
