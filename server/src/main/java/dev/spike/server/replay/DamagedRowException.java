package dev.spike.server.replay;

/** Why the line being read is no call; checked, because every reader of lines must answer it. */
final class DamagedRowException extends Exception {

    private final String reason;

    /** The reason ends a sentence that begins with the line: "is not a JSON object". */
    DamagedRowException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
