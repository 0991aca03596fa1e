package dev.spike.server.replay;

/** What a replay was given cannot be used; the message is one sentence that says what is wrong and what to do. */
public abstract sealed class ReplayException extends RuntimeException
        permits UnreadableTraceException, DamagedTraceException, PriceListException, RefusedReplayException {

    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The stable name of the fault, for programs. */
    public abstract String code();
}
