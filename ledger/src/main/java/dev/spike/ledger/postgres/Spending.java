package dev.spike.ledger.postgres;

import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.Spent;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import java.sql.Connection;
import java.time.Instant;

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
                ask, (connection, asked) -> writePath.decide(connection, ref, asked, deciding(ref, request)));
        return kept.isAccepted() ? new Spent(kept.receipt()) : kept.declined();
    }

    void checkDetails(SpendRequest request) {
        if (settings.groupSpendDaily() && (!request.remarks().isEmpty() || request.datedAt() != null)) {
            throw new InvalidRequestException(
                    ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                    "A spend that is grouped by day has no room for notes, metadata or a date of its own: leave them out,"
                            + " or set group-credit-spend-daily to false for a row per spend.");
        }
    }

    Deciding deciding(AccountRef ref, SpendRequest request) {
        return new Deciding() {
            @Override
            public Decision decide(Connection connection, Sheet sheet) {
                var datedAt = Dated.checked(request.datedAt(), sheet.at());
                return settings.admits(ref, sheet.available(), request.amount())
                        ? taken(sheet, request, datedAt)
                        : new Decision.Declined();
            }

            @Override
            public Remarks remarks() {
                return request.remarks();
            }
        };
    }

    /** Spends what was found to be enough. */
    Accepted taken(Sheet sheet, SpendRequest request, Instant datedAt) {
        sheet.repay();
        var taken = sheet.take(request.amount(), settings.usage(datedAt));
        return new Accepted(request.amount(), taken, About.dated(request.datedAt()));
    }
}
