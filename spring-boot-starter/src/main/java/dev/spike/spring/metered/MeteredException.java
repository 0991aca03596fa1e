package dev.spike.spring.metered;

import dev.spike.ledger.SpikeException;
import org.jspecify.annotations.Nullable;

/** A metered method was refused, or its result withheld; {@link #error()} says why, and nothing was charged by this call. */
public final class MeteredException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final MeteredError error;

    MeteredException(MeteredError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    MeteredException(MeteredError error, String message) {
        this(error, message, null);
    }

    @Override
    public MeteredError error() {
        return error;
    }
}
