package dev.spike.ledger.postgres;

import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.Spent;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;

/** The verb of the mission: one statement where the current grant covers the amount, the write path otherwise. */
final class Spending {

    private final LedgerSettings settings;
    private final SpendStore spends;
    private final WritePath writePath;

    Spending(LedgerSettings settings, WritePath writePath) {
        this.settings = settings;
        this.spends = new SpendStore(settings);
        this.writePath = writePath;
    }

    SpendResult spend(Database database, AccountRef ref, SpendRequest request) {
        checkDetails(request);
        var ask = Ask.of(Verb.SPEND, request.amount(), request.key(), Fingerprint.of(request));
        if (request.datedAt() == null) {
            var receipt = database.inOneStatement(
                    ask,
                    (connection, asked) -> spends.spendFromTheCurrentGrant(connection, ref, asked, request.remarks()));
            if (receipt.isPresent()) {
                return new Spent(receipt.get());
            }
        }
        var kept = database.atomically(
                ask,
                (connection, asked) -> writePath.decide(connection, ref, asked, account -> decide(account, request)));
        return result(kept);
    }

    private void checkDetails(SpendRequest request) {
        if (settings.groupSpendDaily() && (!request.remarks().isEmpty() || request.datedAt() != null)) {
            throw new InvalidRequestException(
                    ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                    "A spend that is grouped by day has no room for notes, metadata or a date of its own: leave them out,"
                            + " or set group-credit-spend-daily to false for a row per spend.");
        }
    }

    private Decision decide(OpenAccount account, SpendRequest request) {
        var datedAt = Dated.checked(request.datedAt(), account.at());
        var plan = account.plan(request.amount());
        if (!plan.coversAll() || account.balance().available() < request.amount()) {
            return new Decision.Decline();
        }
        var drawing = new Drawing(
                TransactionType.USAGE, datedAt, settings.dayOf(datedAt), settings.groupSpendDaily(), request.remarks());
        return new Decision.Draw(plan.allocations(), drawing);
    }

    private static SpendResult result(KeptReceipt kept) {
        Receipt receipt = kept.receipt();
        return receipt.outcome() == Outcome.ACCEPTED ? new Spent(receipt) : new Declined(receipt, kept.nextStart());
    }
}
