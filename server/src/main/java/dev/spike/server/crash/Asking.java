package dev.spike.server.crash;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.server.crash.Told.Closed;
import dev.spike.server.crash.Told.Decided;
import dev.spike.server.crash.Told.DecidedOnAll;
import dev.spike.server.crash.Told.Refused;

/** A request as the ledger is asked it, under its key, and the answer. */
final class Asking {

    private Asking() {}

    static Told ask(Credits credits, Sent sent) {
        var account = credits.of(billable(sent.account()));
        try {
            return switch (sent.kind()) {
                case ADD -> decided(account.add(add(sent)).receipt());
                case REMOVE ->
                    decided(account.remove(RemoveRequest.of(amount(sent)).withKey(sent.key()))
                            .receipt());
                case SPEND ->
                    decided(account.trySpend(SpendRequest.of(amount(sent)).withKey(sent.key()))
                            .receipt());
                case SPEND_ALL -> decidedOnAll(credits.trySpendAll(spendAll(account, sent)));
                case HOLD ->
                    account.tryHold(hold(sent))
                            .fold(
                                    held -> new Decided(held.receipt(), held.hold()),
                                    refused -> decided(refused.receipt()));
                case CAPTURE -> closed(sent, account.capture(capture(sent)));
                case RELEASE -> closed(sent, account.release(holdOf(sent), new IdempotencyKey(sent.key())));
                case EXTEND ->
                    closed(
                            sent,
                            account.extend(holdOf(sent), requireNonNull(sent.until()), new IdempotencyKey(sent.key())));
                case VOID ->
                    decided(account.voidGrant(
                            VoidRequest.of(new GrantId(target(sent))).withKey(sent.key())));
                case REVERSE -> decided(account.reverse(reverse(sent)));
            };
        } catch (NotEnoughBalanceException e) {
            return decided(e.declined().receipt());
        } catch (InvalidRequestException e) {
            return new Refused(e.code());
        }
    }

    private static AddRequest add(Sent sent) {
        var request = AddRequest.of(amount(sent)).withKey(sent.key());
        return sent.until() == null ? request : request.expiringAt(sent.until());
    }

    private static SpendAllRequest spendAll(CreditAccount account, Sent sent) {
        var type = account.creditType().id();
        var parts = sent.parts().stream()
                .map(part -> new SpendAllRequest.Part(billable(part.account()), type, requireNonNull(part.amount())))
                .toList();
        return new SpendAllRequest(parts, new IdempotencyKey(sent.key()), Remarks.none(), null);
    }

    private static HoldRequest hold(Sent sent) {
        var request = HoldRequest.of(amount(sent)).withKey(sent.key());
        return sent.until() == null ? request : request.until(sent.until());
    }

    private static CaptureRequest capture(Sent sent) {
        var hold = holdOf(sent);
        var request = sent.amount() == null ? CaptureRequest.all(hold) : CaptureRequest.of(hold, sent.amount());
        return switch (sent.rest()) {
            case RELEASED -> request.withKey(sent.key());
            case KEPT -> request.withKey(sent.key()).keepingTheRest();
        };
    }

    private static ReverseRequest reverse(Sent sent) {
        var request = ReverseRequest.of(requireNonNull(sent.target())).withKey(sent.key());
        return sent.amount() == null ? request : request.part(sent.amount());
    }

    private static Decided decided(Receipt receipt) {
        return new Decided(receipt, null);
    }

    private static Told decidedOnAll(SpendAllResult result) {
        return new DecidedOnAll(result.receipts().stream()
                .map(receipt -> new Decided(receipt, null))
                .toList());
    }

    private static Told closed(Sent sent, CloseResult result) {
        if (result instanceof CloseResult.Done done) {
            return new Decided(done.receipt(), holdOf(sent));
        }
        return result instanceof CloseResult.Closed closed
                ? new Closed(closed.state(), closed.closedAt())
                : new Decided(((CloseResult.Refused) result).declined().receipt(), holdOf(sent));
    }

    private static Billable billable(String account) {
        return Billable.of(Load.BILLABLE_TYPE, account);
    }

    private static long amount(Sent sent) {
        return requireNonNull(sent.amount());
    }

    private static HoldId holdOf(Sent sent) {
        return new HoldId(target(sent));
    }

    private static long target(Sent sent) {
        return Long.parseLong(requireNonNull(sent.target()));
    }
}
