package dev.spike.spring;

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

/** An account that asks anew for each verb in which transaction it is. */
final class TransactionalAccount implements CreditAccount {

    private final TransactionalCredits credits;
    private final CreditAccount own;

    TransactionalAccount(TransactionalCredits credits, CreditAccount own) {
        this.credits = credits;
        this.own = own;
    }

    private CreditAccount reading() {
        return credits.in(credits.reading(own.billable()), own);
    }

    private CreditAccount writing() {
        return credits.in(credits.writing(List.of(own.billable())), own);
    }

    @Override
    public Billable billable() {
        return own.billable();
    }

    @Override
    public CreditType creditType() {
        return own.creditType();
    }

    @Override
    public Balance balance() {
        return reading().balance();
    }

    @Override
    public Balance balanceAt(Instant instant) {
        return reading().balanceAt(instant);
    }

    @Override
    public boolean canSpend(long amount) {
        return reading().canSpend(amount);
    }

    @Override
    public Granted add(AddRequest request) {
        return writing().add(request);
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return writing().remove(request);
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return writing().trySpend(request);
    }

    @Override
    public HoldResult tryHold(HoldRequest request) {
        return writing().tryHold(request);
    }

    @Override
    public CloseResult capture(CaptureRequest request) {
        return writing().capture(request);
    }

    @Override
    public CloseResult release(HoldId hold, @Nullable IdempotencyKey key) {
        return writing().release(hold, key);
    }

    @Override
    public CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return writing().extend(hold, deadline, key);
    }

    @Override
    public List<Hold> holds() {
        return reading().holds();
    }

    @Override
    public Receipt voidGrant(VoidRequest request) {
        return writing().voidGrant(request);
    }

    @Override
    public Receipt reverse(ReverseRequest request) {
        return writing().reverse(request);
    }

    @Override
    public List<Grant> grants() {
        return reading().grants();
    }

    @Override
    public Optional<Grant> grant(GrantId id) {
        return reading().grant(id);
    }

    @Override
    public TransactionPage transactions(TransactionQuery query) {
        return reading().transactions(query);
    }

    @Override
    public Optional<CreditTransaction> transaction(TransactionId id) {
        return reading().transaction(id);
    }

    @Override
    public long spentOn(LocalDate day) {
        return reading().spentOn(day);
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return reading().usage(firstDay, lastDay);
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return reading().receipt(key);
    }
}
