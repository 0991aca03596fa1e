package dev.spike.billing.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.Granted;
import dev.spike.ledger.Hold;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.VoidRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account whose owner's plans are brought up to date before anything is read or changed. */
final class TouchedAccount implements CreditAccount {

    private final CreditAccount account;
    private final Runnable touch;
    private final Runnable glance;

    /** @param glance the touch before a balance, which may be remembered */
    TouchedAccount(CreditAccount account, Runnable touch, Runnable glance) {
        this.account = account;
        this.touch = touch;
        this.glance = glance;
    }

    private CreditAccount touched() {
        touch.run();
        return account;
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
        glance.run();
        return account.balance();
    }

    @Override
    public Balance balanceAt(Instant instant) {
        return touched().balanceAt(instant);
    }

    @Override
    public boolean canSpend(long amount) {
        return touched().canSpend(amount);
    }

    @Override
    public Granted add(AddRequest request) {
        return touched().add(request);
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return touched().remove(request);
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return touched().trySpend(request);
    }

    @Override
    public HoldResult tryHold(HoldRequest request) {
        return touched().tryHold(request);
    }

    @Override
    public CloseResult capture(CaptureRequest request) {
        return touched().capture(request);
    }

    @Override
    public CloseResult release(HoldId hold, @Nullable IdempotencyKey key) {
        return touched().release(hold, key);
    }

    @Override
    public CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return touched().extend(hold, deadline, key);
    }

    @Override
    public List<Hold> holds() {
        return touched().holds();
    }

    @Override
    public Receipt voidGrant(VoidRequest request) {
        return touched().voidGrant(request);
    }

    @Override
    public Receipt reverse(ReverseRequest request) {
        return touched().reverse(request);
    }

    @Override
    public List<Grant> grants() {
        return touched().grants();
    }

    @Override
    public Optional<Grant> grant(GrantId id) {
        return touched().grant(id);
    }

    @Override
    public TransactionPage transactions(TransactionQuery query) {
        return touched().transactions(query);
    }

    @Override
    public Optional<CreditTransaction> transaction(TransactionId id) {
        return touched().transaction(id);
    }

    @Override
    public long spentOn(LocalDate day) {
        return touched().spentOn(day);
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return touched().usage(firstDay, lastDay);
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return account.receipt(key);
    }
}
