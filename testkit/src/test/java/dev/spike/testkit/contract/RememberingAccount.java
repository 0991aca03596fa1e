package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Function;

/** An account whose balance is remembered before each verb, and held against one that is read after it. */
record RememberingAccount(CreditAccount account, CreditAccount verbs, CreditAccount plain, ReadWriteLock lock)
        implements AskingAccount {

    @Override
    public <T> T ask(Function<CreditAccount, T> question) {
        balance();
        try {
            return within(question);
        } finally {
            balance();
        }
    }

    private <T> T within(Function<CreditAccount, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(verbs);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public Balance balance() {
        if (!lock.writeLock().tryLock()) {
            return account.balance();
        }
        try {
            var balance = account.balance();
            assertThat(balance).as("a balance that may be remembered").isEqualTo(plain.balance());
            assertThat(account.balance()).as("the same once more").isEqualTo(balance);
            return balance;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Billable billable() {
        return account.billable();
    }

    @Override
    public CreditType creditType() {
        return account.creditType();
    }
}
