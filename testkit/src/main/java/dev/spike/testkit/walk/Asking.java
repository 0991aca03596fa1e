package dev.spike.testkit.walk;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import org.jspecify.annotations.Nullable;

/** Asks an engine for what a step says, and says its answer in the words of the model. */
final class Asking implements Request.Verbs<Answer> {

    private final CreditAccount account;
    private final Made made;
    private final int step;
    private final @Nullable IdempotencyKey key;

    /** @param made what the steps before made; what this one makes is entered */
    Asking(CreditAccount account, Made made, int step, @Nullable String key) {
        this.account = account;
        this.made = made;
        this.step = step;
        this.key = key == null ? null : new IdempotencyKey(key);
    }

    Answer ask(Request.OfOne request) {
        try {
            return request.fold(this);
        } catch (NotEnoughBalanceException e) {
            return declined(e.declined());
        } catch (InvalidRequestException | KeyReusedException e) {
            return new Answer.Refused(e.error());
        }
    }

    @Override
    public Answer add(Request.Add add) {
        var plain = AddRequest.of(add.amount());
        var granted = account.add(
                new AddRequest(add.amount(), key, plain.type(), add.terms(), plain.remarks(), plain.source()));
        made.grant(step, granted.grant());
        return accepted(granted.receipt());
    }

    @Override
    public Answer spend(Request.Spend spend) {
        return account.trySpend(new SpendRequest(spend.amount(), key, Remarks.none(), spend.datedAt()))
                .fold(spent -> accepted(spent.receipt()), Asking::declined);
    }

    @Override
    public Answer remove(Request.Remove remove) {
        var request = RemoveRequest.of(remove.amount());
        request = remove.grantOf() == null ? request : request.from(made.grant(remove.grantOf()));
        request = remove.datedAt() == null ? request : request.datedAt(remove.datedAt());
        return accepted(account.remove(key == null ? request : request.withKey(key.text()))
                .receipt());
    }

    @Override
    public Answer hold(Request.Hold hold) {
        return account.tryHold(new HoldRequest(hold.amount(), key, hold.deadline()))
                .fold(
                        held -> {
                            made.hold(step, held.hold());
                            return accepted(held.receipt());
                        },
                        declined -> declined(declined.declined()));
    }

    @Override
    public Answer capture(Request.Capture capture) {
        return closed(account.capture(new CaptureRequest(
                made.hold(capture.holdOf()), capture.amount(), key, capture.rest(), Remarks.none())));
    }

    @Override
    public Answer release(Request.Release release) {
        return closed(account.release(made.hold(release.holdOf()), key));
    }

    @Override
    public Answer extend(Request.Extend extend) {
        return closed(account.extend(made.hold(extend.holdOf()), extend.deadline(), key));
    }

    @Override
    public Answer voidGrant(Request.VoidGrant voiding) {
        return accepted(account.voidGrant(new VoidRequest(made.grant(voiding.grantOf()), key, Remarks.none())));
    }

    @Override
    public Answer reverse(Request.Reverse reverse) {
        var undoes = new IdempotencyKey(Step.keyOf(reverse.undoes()));
        return accepted(account.reverse(new ReverseRequest(undoes, reverse.amount(), key, Remarks.none())));
    }

    private Answer closed(CloseResult result) {
        if (result instanceof CloseResult.Done done) {
            return accepted(done.receipt());
        } else if (result instanceof CloseResult.Refused refused) {
            return declined(refused.declined());
        }
        var closed = (CloseResult.Closed) result;
        return new Answer.Closed(closed.state(), closed.closedAt());
    }

    private Answer accepted(Receipt receipt) {
        return accepted(receipt, made);
    }

    static Answer accepted(Receipt receipt, Made made) {
        var parts = receipt.allocations().stream().map(made::part).toList();
        return new Answer.Accepted(
                receipt.asked().amount(), parts, receipt.balance(), receipt.decidedAt(), receipt.replayed());
    }

    static Answer declined(Declined declined) {
        var receipt = declined.receipt();
        return new Answer.Declined(receipt.balance(), receipt.decidedAt(), declined.nextStart(), receipt.replayed());
    }
}
