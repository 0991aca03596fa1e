package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Granted;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verbs and the balances, tied to one place to run and one way to tell. */
record Engine(
        LedgerSettings settings, Verbs verbs, Database database, Balances balances, Consumer<BalanceUpdated> told) {

    record Verbs(
            Adding adding,
            Removing removing,
            Spending spending,
            SpendingAll spendingAll,
            Holding holding,
            Closing closing,
            Voiding voiding,
            Reversing reversing,
            Forgetting forgetting) {

        static Verbs of(LedgerSettings settings) {
            var writePath = new WritePath(settings);
            var spending = new Spending(settings, writePath);
            var holding = new Holding(settings, writePath);
            return new Verbs(
                    new Adding(writePath),
                    new Removing(settings, writePath),
                    spending,
                    new SpendingAll(settings, spending, writePath),
                    holding,
                    new Closing(settings, writePath, holding),
                    new Voiding(writePath),
                    new Reversing(settings, writePath),
                    new Forgetting());
        }
    }

    CloseResult capture(AccountRef ref, CaptureRequest request) {
        var result = changing(ref, () -> verbs.closing().capture(database, ref, request));
        if (result instanceof CloseResult.Done done) {
            tell(ref, TransactionType.USAGE, done.receipt());
        }
        return result;
    }

    Receipt voidGrant(AccountRef ref, VoidRequest request) {
        var receipt = changing(ref, () -> verbs.voiding().voidGrant(database, ref, request));
        tell(ref, TransactionType.ADJUSTMENT, receipt);
        return receipt;
    }

    Receipt reverse(AccountRef ref, ReverseRequest request) {
        var receipt = changing(ref, () -> verbs.reversing().reverse(database, ref, request));
        tell(ref, TransactionType.ADJUSTMENT, receipt);
        return receipt;
    }

    Granted add(AccountRef ref, AddRequest request) {
        var granted = changing(ref, () -> verbs.adding().add(database, ref, request));
        tell(ref, request.type(), granted.receipt());
        return granted;
    }

    Removed remove(AccountRef ref, RemoveRequest request) {
        var removed = changing(ref, () -> verbs.removing().remove(database, ref, request));
        tell(ref, TransactionType.ADJUSTMENT, removed.receipt());
        return removed;
    }

    SpendResult spend(AccountRef ref, SpendRequest request) {
        var result = changing(ref, () -> verbs.spending().spend(database, ref, request));
        tell(ref, TransactionType.USAGE, result.receipt());
        return result;
    }

    SpendAllResult spendAll(SpendAllRequest request) {
        var refs = request.parts().stream()
                .map(part -> AccountRef.checked(part.billable(), settings.creditType(part.creditType())))
                .toList();
        var result = changing(refs, () -> verbs.spendingAll().spend(database, refs, request));
        for (int i = 0; i < refs.size(); i++) {
            tell(refs.get(i), TransactionType.USAGE, result.receipts().get(i));
        }
        return result;
    }

    HoldResult hold(AccountRef ref, HoldRequest request) {
        return changing(ref, () -> verbs.holding().hold(database, ref, request));
    }

    CloseResult release(AccountRef ref, HoldId hold, @Nullable IdempotencyKey key) {
        return changing(ref, () -> verbs.closing().release(database, ref, hold, key));
    }

    CloseResult extend(AccountRef ref, HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return changing(ref, () -> verbs.closing().extend(database, ref, hold, deadline, key));
    }

    Erasure forget(Billable billable, Pseudonym pseudonym) {
        var refs = settings.creditTypes().stream()
                .map(type -> new AccountRef(billable, type))
                .toList();
        return changing(refs, () -> verbs.forgetting().forget(database, billable, pseudonym));
    }

    private <T> T changing(AccountRef ref, Supplier<T> verb) {
        return changing(List.of(ref), verb);
    }

    /** What is remembered ends also where the verb failed: the outcome may be unknown, and then it may have changed them. */
    private <T> T changing(List<AccountRef> refs, Supplier<T> verb) {
        try {
            return verb.get();
        } finally {
            refs.forEach(balances::changed);
        }
    }

    private void tell(AccountRef ref, TransactionType type, Receipt receipt) {
        if (receipt.outcome() == Outcome.ACCEPTED && !receipt.replayed()) {
            told.accept(new BalanceUpdated(ref.billable(), ref.creditType(), type, receipt));
        }
    }
}
