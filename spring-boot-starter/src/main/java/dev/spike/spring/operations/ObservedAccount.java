package dev.spike.spring.operations;

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
import dev.spike.ledger.Verb;
import dev.spike.ledger.VoidRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An account whose decisions are observed; reads are not. As thread-safe as what is within. */
final class ObservedAccount implements CreditAccount {

    private final CreditAccount within;
    private final Observing observing;

    ObservedAccount(CreditAccount within, Observing observing) {
        this.within = within;
        this.observing = observing;
    }

    private <T> T receipt(Verb verb, Supplier<T> asking, Function<T, Receipt> receipt) {
        return observing.receipt(verb, creditType().id(), asking, receipt);
    }

    private CloseResult close(Verb verb, Supplier<CloseResult> asking) {
        return observing.close(verb, creditType().id(), asking);
    }

    @Override
    public Granted add(AddRequest request) {
        return receipt(Verb.ADD, () -> within.add(request), Granted::receipt);
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return receipt(Verb.REMOVE, () -> within.remove(request), Removed::receipt);
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return receipt(Verb.SPEND, () -> within.trySpend(request), SpendResult::receipt);
    }

    @Override
    public HoldResult tryHold(HoldRequest request) {
        return receipt(Verb.HOLD, () -> within.tryHold(request), HoldResult::receipt);
    }

    @Override
    public CloseResult capture(CaptureRequest request) {
        return close(Verb.CAPTURE, () -> within.capture(request));
    }

    @Override
    public CloseResult release(HoldId hold, @Nullable IdempotencyKey key) {
        return close(Verb.RELEASE, () -> within.release(hold, key));
    }

    @Override
    public CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return close(Verb.EXTEND, () -> within.extend(hold, deadline, key));
    }

    @Override
    public Receipt voidGrant(VoidRequest request) {
        return receipt(Verb.VOID, () -> within.voidGrant(request), receipt -> receipt);
    }

    @Override
    public Receipt reverse(ReverseRequest request) {
        return receipt(Verb.REVERSE, () -> within.reverse(request), receipt -> receipt);
    }

    @Override
    public Billable billable() {
        return within.billable();
    }

    @Override
    public CreditType creditType() {
        return within.creditType();
    }

    @Override
    public Balance balance() {
        return within.balance();
    }

    @Override
    public Balance balanceAt(Instant instant) {
        return within.balanceAt(instant);
    }

    @Override
    public boolean canSpend(long amount) {
        return within.canSpend(amount);
    }

    @Override
    public List<Hold> holds() {
        return within.holds();
    }

    @Override
    public List<Grant> grants() {
        return within.grants();
    }

    @Override
    public Optional<Grant> grant(GrantId id) {
        return within.grant(id);
    }

    @Override
    public TransactionPage transactions(TransactionQuery query) {
        return within.transactions(query);
    }

    @Override
    public Optional<CreditTransaction> transaction(TransactionId id) {
        return within.transaction(id);
    }

    @Override
    public long spentOn(LocalDate day) {
        return within.spentOn(day);
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return within.usage(firstDay, lastDay);
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        return within.receipt(key);
    }
}
