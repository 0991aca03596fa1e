package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/** The root of everything Spike throws; when one is thrown, nothing moved, except where its type says otherwise. */
public abstract class SpikeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SpikeError error;

    protected SpikeException(SpikeError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** Which error this is; stable. */
    public SpikeError error() {
        return error;
    }

    /** The error's name as it is written outside Java, such as {@code key-reused}; stable. */
    public String code() {
        return error.code();
    }
}
