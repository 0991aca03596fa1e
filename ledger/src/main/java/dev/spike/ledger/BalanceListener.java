package dev.spike.ledger;

/**
 * Hears of changed balances, on the thread that changed them, after the commit. What it throws is logged and changes
 * nothing: the credits have moved.
 */
@FunctionalInterface
public interface BalanceListener {

    void onBalanceUpdated(BalanceUpdated event);
}
