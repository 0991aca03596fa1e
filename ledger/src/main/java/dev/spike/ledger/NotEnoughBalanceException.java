package dev.spike.ledger;

import java.util.List;

/** There was not enough to spend or remove; nothing moved. {@link #declined()} holds what was asked and what would help. */
public final class NotEnoughBalanceException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final String creditType;
    private final transient Declined declined;
    private final transient List<NoneSpent.Shortage> shortages;

    public NotEnoughBalanceException(Declined declined, String creditType) {
        super(ErrorCode.NOT_ENOUGH_BALANCE, declined.sentence(), null);
        this.creditType = creditType;
        this.declined = declined;
        this.shortages = List.of();
    }

    public NotEnoughBalanceException(NoneSpent noneSpent) {
        super(ErrorCode.NOT_ENOUGH_BALANCE, noneSpent.sentence(), null);
        this.creditType = noneSpent.shortages().get(0).part().creditType();
        this.declined = noneSpent.shortages().get(0).declined();
        this.shortages = noneSpent.shortages();
    }

    /** The credit type that was short; of several accounts, that of the first that was. */
    public String creditType() {
        return creditType;
    }

    /** The answer that {@code trySpend} would have returned; of several accounts, that of the first that was short. */
    public Declined declined() {
        return declined;
    }

    /** Of a spend of several accounts, all that were short, in the order of the request; empty of one account. */
    public List<NoneSpent.Shortage> shortages() {
        return shortages;
    }
}
