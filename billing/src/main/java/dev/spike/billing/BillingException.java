package dev.spike.billing;

import dev.spike.ledger.SpikeException;
import org.jspecify.annotations.Nullable;

/** Something is wrong with what was asked of billing, or with its database: {@link #error()} says which. */
public final class BillingException extends SpikeException {

    private static final long serialVersionUID = 1L;

    public BillingException(BillingError error, String message) {
        this(error, message, null);
    }

    public BillingException(BillingError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
    }
}
