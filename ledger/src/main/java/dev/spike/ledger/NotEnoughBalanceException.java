package dev.spike.ledger;

/** There was not enough to spend or remove; nothing moved. {@link #declined()} holds what was asked and what would help. */
public final class NotEnoughBalanceException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final transient Declined declined;

    public NotEnoughBalanceException(Declined declined) {
        super(ErrorCode.NOT_ENOUGH_BALANCE, declined.sentence(), null);
        this.declined = declined;
    }

    /** The answer that {@code trySpend} would have returned. */
    public Declined declined() {
        return declined;
    }
}
