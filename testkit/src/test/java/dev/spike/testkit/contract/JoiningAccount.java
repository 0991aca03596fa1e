package dev.spike.testkit.contract;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An account whose every verb joins a host's transaction of its own. */
record JoiningAccount(CreditAccount account, JoiningCredits credits, Function<Credits, CreditAccount> within)
        implements CreditAccount {

    private <T> T joined(Function<CreditAccount, T> verb) {
        return credits.joined(within.andThen(verb));
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
    public Balance balance() {
        return joined(CreditAccount::balance);
    }

    @Override
    public boolean canSpend(long amount) {
        return joined(on -> on.canSpend(amount));
    }

    @Override
    public Granted add(AddRequest request) {
        return joined(on -> on.add(request));
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return joined(on -> on.remove(request));
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return joined(on -> on.trySpend(request));
    }

    @Override
    public List<Grant> grants() {
        return joined(CreditAccount::grants);
    }

    @Override
    public TransactionPage transactions(@Nullable TransactionId before, int size) {
        return joined(on -> on.transactions(before, size));
    }

    @Override
    public long spentOn(LocalDate day) {
        return joined(on -> on.spentOn(day));
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return joined(on -> on.usage(firstDay, lastDay));
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return joined(on -> on.receipt(key));
    }
}
