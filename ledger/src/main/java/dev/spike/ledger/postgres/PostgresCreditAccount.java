package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

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
import dev.spike.ledger.GrantTerms;
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
import dev.spike.ledger.burndown.OpenGrant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account, answered by an engine. */
final class PostgresCreditAccount implements CreditAccount {

    private static final HoldStore HOLDS = new HoldStore();
    private static final GrantStore GRANTS = new GrantStore();
    private static final TransactionStore TRANSACTIONS = new TransactionStore();
    private static final ReceiptStore RECEIPTS = new ReceiptStore();
    private static final PastStore PAST = new PastStore();

    private final Engine engine;
    private final AccountRef ref;

    PostgresCreditAccount(Engine engine, AccountRef ref) {
        this.engine = engine;
        this.ref = ref;
    }

    @Override
    public Billable billable() {
        return ref.billable();
    }

    @Override
    public CreditType creditType() {
        return ref.creditType();
    }

    @Override
    public Balance balance() {
        return engine.balances().balance(ref);
    }

    @Override
    public Balance balanceAt(Instant instant) {
        var seen = Past.Seen.at(checked(instant), engine.settings().now());
        return engine.database()
                .read(connection -> PAST.seen(connection, ref, seen))
                .map(past ->
                        past.sheet(engine.settings().orderOf(ref.creditType())).balance())
                .orElse(Balance.nothing());
    }

    /** The instant obeys the rule of every instant, as the start of a grant does. */
    private static Instant checked(Instant instant) {
        return requireNonNull(GrantTerms.plain().startingAt(instant).effectiveAt());
    }

    @Override
    public boolean canSpend(long amount) {
        long asked = SpendRequest.of(amount).amount();
        return engine.settings().admits(ref, engine.balances().stored(ref).available(), asked);
    }

    @Override
    public Granted add(AddRequest request) {
        return engine.add(ref, request);
    }

    @Override
    public Removed remove(RemoveRequest request) {
        return engine.remove(ref, request);
    }

    @Override
    public SpendResult trySpend(SpendRequest request) {
        return engine.spend(ref, request);
    }

    @Override
    public HoldResult tryHold(HoldRequest request) {
        return engine.hold(ref, request);
    }

    @Override
    public CloseResult capture(CaptureRequest request) {
        return engine.capture(ref, request);
    }

    @Override
    public CloseResult release(HoldId hold, @Nullable IdempotencyKey key) {
        return engine.release(ref, hold, key);
    }

    @Override
    public CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return engine.extend(ref, hold, deadline, key);
    }

    @Override
    public Receipt voidGrant(VoidRequest request) {
        return engine.voidGrant(ref, request);
    }

    @Override
    public Receipt reverse(ReverseRequest request) {
        return engine.reverse(ref, request);
    }

    @Override
    public List<Hold> holds() {
        var now = engine.settings().now();
        return engine.database().read(connection -> HOLDS.list(connection, ref, now)).stream()
                .map(hold -> new Hold(hold.id(), hold.amount(), hold.setAside(), hold.parts(), hold.deadline()))
                .toList();
    }

    @Override
    public List<Grant> grants() {
        var now = engine.settings().now();
        var listed = engine.database().read(connection -> GRANTS.list(connection, ref, now));
        var order = Comparator.comparing((Grant grant) -> !grant.isEffectiveAt(listed.at()))
                .thenComparing(PostgresCreditAccount::asOpen, engine.settings().orderOf(ref.creditType()));
        return listed.grants().stream()
                .filter(grant -> grant.remaining() > 0)
                .sorted(order)
                .toList();
    }

    @Override
    public Optional<Grant> grant(GrantId id) {
        var now = engine.settings().now();
        return engine.database().read(connection -> GRANTS.find(connection, ref, id, now));
    }

    private static OpenGrant asOpen(Grant grant) {
        var terms = grant.terms();
        var effectiveAt = requireNonNull(terms.effectiveAt());
        var createdAt = requireNonNull(terms.createdAt());
        return new OpenGrant(
                grant.id(),
                new OpenGrant.Span(effectiveAt, terms.expiresAt()),
                new OpenGrant.Rank(terms.priority(), terms.promotional(), terms.carriedOver(), createdAt),
                grant.free());
    }

    @Override
    public TransactionPage transactions(TransactionQuery query) {
        int size = query.size();
        var pages = new TransactionPageStore(engine.settings());
        var rows = engine.database().read(connection -> pages.page(connection, ref, query, size + 1));
        return rows.size() <= size
                ? new TransactionPage(rows, null)
                : new TransactionPage(rows.subList(0, size), rows.get(size - 1).id());
    }

    @Override
    public Optional<CreditTransaction> transaction(TransactionId id) {
        var pages = new TransactionPageStore(engine.settings());
        return engine.database().read(connection -> pages.find(connection, ref, id));
    }

    @Override
    public long spentOn(LocalDate day) {
        return usage(day, day).stream().mapToLong(DailyUsage::spent).sum();
    }

    @Override
    public List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return engine.database().read(connection -> TRANSACTIONS.usageByDay(connection, ref, firstDay, lastDay));
    }

    @Override
    public Optional<Receipt> receipt(String key) {
        var wanted = new IdempotencyKey(key);
        return engine.database()
                .read(connection -> RECEIPTS.find(connection, ref, wanted))
                .map(KeptReceipt::receipt);
    }
}
