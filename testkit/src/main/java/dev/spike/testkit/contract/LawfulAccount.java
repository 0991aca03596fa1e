package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.Grant;
import dev.spike.ledger.Granted;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account whose every balance is held against the law; all else is passed on. */
record LawfulAccount(CreditAccount account, Law law, InstantSource clock) implements CreditAccount {

    @Override
    public Balance balance() {
        var balance = account.balance();
        assertThat(law.sum(account, law.timeOf(account, clock)))
                .as("the law of the balance, where %s was answered", balance)
                .isEqualTo(balance.total());
        return balance;
    }

    @Override
    public Billable billable() {
        return account.billable();
    }

    @Override
    public CreditType creditType() {
        return account.creditType();
    }

    @Override
    public boolean canSpend(long amount) {
        return account.canSpend(amount);
    }

    @Override
    public Granted add(AddRequest request) {
        return account.add(request);
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return account.remove(request);
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return account.trySpend(request);
    }

    @Override
    public List<Grant> grants() {
        return account.grants();
    }

    @Override
    public TransactionPage transactions(@Nullable TransactionId before, int size) {
        return account.transactions(before, size);
    }

    @Override
    public long spentOn(LocalDate day) {
        return account.spentOn(day);
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return account.usage(firstDay, lastDay);
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return account.receipt(key);
    }
}
