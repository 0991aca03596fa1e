package dev.spike.ledger;

/** An account's balance was changed by an accepted request; told after its commit, never before. */
public record BalanceUpdated(Billable billable, CreditType creditType, TransactionType type, Receipt receipt) {

    /** The balance right after the request. */
    public Balance balance() {
        return receipt.balance();
    }
}
