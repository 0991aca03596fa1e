package dev.spike.ledger;

/** The request itself is wrong: the message says what, the rule, and what to do. Repeating it as it is will not help. */
public final class InvalidRequestException extends SpikeException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(ErrorCode error, String message) {
        super(error, message, null);
    }
}
