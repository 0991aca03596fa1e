package dev.spike.ledger.postgres;

import dev.spike.ledger.Balance;

/** Balances that are read each time they are asked for. */
record StoredBalances(LedgerSettings settings, Database database) implements Balances {

    private static final AccountStore ACCOUNTS = new AccountStore();

    @Override
    public Balance balance(AccountRef ref) {
        return stored(ref);
    }

    @Override
    public Balance stored(AccountRef ref) {
        var now = settings.now();
        return database.read(connection -> ACCOUNTS.balance(connection, ref, now));
    }

    @Override
    public void changed(AccountRef ref) {}

    @Override
    public Balances within(Database host) {
        return new StoredBalances(settings, host);
    }

    @Override
    public void committed() {}
}
