package dev.spike.ledger;

/** The database did not do its part and nothing moved; the cause and the message say why. */
public final class LedgerUnavailableException extends SpikeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message, Throwable cause) {
        super(ErrorCode.LEDGER_UNAVAILABLE, message, cause);
    }
}
