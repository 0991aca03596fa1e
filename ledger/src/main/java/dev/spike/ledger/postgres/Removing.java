package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.ledger.burndown.BurnDownPlan;
import java.util.List;

/** Credits go without being used: an adjustment, by burn-down order or from one grant. */
final class Removing {

    private final WritePath writePath;

    Removing(WritePath writePath) {
        this.writePath = writePath;
    }

    Removed remove(Database database, AccountRef ref, RemoveRequest request) {
        var ask = Ask.of(Verb.REMOVE, request.amount(), request.key(), Fingerprint.of(request));
        var kept = database.atomically(
                ask,
                (connection, asked) -> writePath.decide(connection, ref, asked, account -> decide(account, request)));
        if (kept.receipt().outcome() == Outcome.DECLINED) {
            throw new NotEnoughBalanceException(new Declined(kept.receipt(), kept.nextStart()));
        }
        return new Removed(kept.receipt());
    }

    private static Decision decide(OpenAccount account, RemoveRequest request) {
        var datedAt = Dated.checked(request.datedAt(), account.at());
        var grant = request.grant();
        var plan = grant == null ? account.plan(request.amount()) : planOf(account, grant, request.amount());
        if (!plan.coversAll()) {
            return new Decision.Decline();
        }
        var drawing = new Drawing(TransactionType.ADJUSTMENT, datedAt, null, false, request.remarks());
        return new Decision.Draw(plan.allocations(), drawing);
    }

    private static BurnDownPlan planOf(OpenAccount account, GrantId id, long amount) {
        var grant = account.grant(id)
                .filter(open -> open.free() > 0)
                .orElseThrow(() -> new InvalidRequestException(
                        ErrorCode.GRANT_NOT_OPEN,
                        "Grant " + id.number() + " is not open on account "
                                + account.row().id().number()
                                + ": it ended, nothing of it is left, or it belongs to another account."));
        if (grant.free() < amount) {
            throw new InvalidRequestException(
                    ErrorCode.GRANT_HAS_LESS,
                    "Grant " + id.number() + " has only " + grant.free() + " left, and " + amount
                            + " were to be removed of it: remove less, or remove by burn-down order.");
        }
        return new BurnDownPlan(List.of(new Allocation(id, amount)), 0);
    }
}
