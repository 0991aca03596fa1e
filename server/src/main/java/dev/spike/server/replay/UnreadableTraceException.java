package dev.spike.server.replay;

/** A file is no usage trace, or cannot be opened. */
public final class UnreadableTraceException extends ReplayException {

    UnreadableTraceException(String message) {
        super(message);
    }

    UnreadableTraceException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String code() {
        return "trace-unreadable";
    }
}
