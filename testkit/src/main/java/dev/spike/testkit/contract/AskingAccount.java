package dev.spike.testkit.contract;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An account that asks another for every answer, in its own way. */
interface AskingAccount extends CreditAccount {

    <T> T ask(Function<CreditAccount, T> question);

    @Override
    default Billable billable() {
        return ask(CreditAccount::billable);
    }

    @Override
    default CreditType creditType() {
        return ask(CreditAccount::creditType);
    }

    @Override
    default Balance balance() {
        return ask(CreditAccount::balance);
    }

    @Override
    default Balance balanceAt(Instant instant) {
        return ask(account -> account.balanceAt(instant));
    }

    @Override
    default boolean canSpend(long amount) {
        return ask(account -> account.canSpend(amount));
    }

    @Override
    default Granted add(AddRequest request) {
        return ask(account -> account.add(request));
    }

    @Override
    default Removed remove(RemoveRequest request) {
        return ask(account -> account.remove(request));
    }

    @Override
    default SpendResult trySpend(SpendRequest request) {
        return ask(account -> account.trySpend(request));
    }

    @Override
    default HoldResult tryHold(HoldRequest request) {
        return ask(account -> account.tryHold(request));
    }

    @Override
    default CloseResult capture(CaptureRequest request) {
        return ask(account -> account.capture(request));
    }

    @Override
    default CloseResult release(HoldId hold, @Nullable IdempotencyKey key) {
        return ask(account -> account.release(hold, key));
    }

    @Override
    default CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key) {
        return ask(account -> account.extend(hold, deadline, key));
    }

    @Override
    default List<Hold> holds() {
        return ask(CreditAccount::holds);
    }

    @Override
    default Receipt voidGrant(VoidRequest request) {
        return ask(account -> account.voidGrant(request));
    }

    @Override
    default Receipt reverse(ReverseRequest request) {
        return ask(account -> account.reverse(request));
    }

    @Override
    default List<Grant> grants() {
        return ask(CreditAccount::grants);
    }

    @Override
    default Optional<Grant> grant(GrantId id) {
        return ask(account -> account.grant(id));
    }

    @Override
    default TransactionPage transactions(TransactionQuery query) {
        return ask(account -> account.transactions(query));
    }

    @Override
    default Optional<CreditTransaction> transaction(TransactionId id) {
        return ask(account -> account.transaction(id));
    }

    @Override
    default long spentOn(LocalDate day) {
        return ask(account -> account.spentOn(day));
    }

    @Override
    default List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay) {
        return ask(account -> account.usage(firstDay, lastDay));
    }

    @Override
    default Optional<Receipt> receipt(String key) {
        return ask(account -> account.receipt(key));
    }
}
