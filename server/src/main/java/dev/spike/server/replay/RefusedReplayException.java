package dev.spike.server.replay;

/** The trace cannot be charged on these terms. */
public final class RefusedReplayException extends ReplayException {

    private static final long serialVersionUID = 1L;

    RefusedReplayException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "replay-refused";
    }
}
