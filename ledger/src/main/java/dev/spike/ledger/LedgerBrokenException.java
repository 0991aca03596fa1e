package dev.spike.ledger;

/** The stored rows contradict each other, so the operation stopped before it wrote anything. Run {@code spike verify}. */
public final class LedgerBrokenException extends SpikeException {

    private static final long serialVersionUID = 1L;

    public LedgerBrokenException(String message) {
        super(ErrorCode.LEDGER_BROKEN, message + " Nothing was written; run 'spike verify' to see all of it.", null);
    }
}
