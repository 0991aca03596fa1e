package dev.spike.ledger;

import java.time.Instant;

/** What an account had at the instant can no longer be told, because receipts since then are not kept. */
public final class HistoryForgottenException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final transient AccountId account;
    private final Instant earliest;

    public HistoryForgottenException(AccountId account, Instant asked, Instant earliest) {
        super(
                ErrorCode.HISTORY_FORGOTTEN,
                "What account " + account.number() + " had at " + asked
                        + " cannot be told, because receipts since then are no longer kept: ask for " + earliest
                        + " or later.",
                null);
        this.account = account;
        this.earliest = earliest;
    }

    public AccountId account() {
        return account;
    }

    /** From here on every instant can be answered. */
    public Instant earliest() {
        return earliest;
    }
}
