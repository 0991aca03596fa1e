package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import dev.spike.ledger.postgres.RowDraft.Booking;
import java.sql.Connection;
import java.util.List;

/** Credits go without being used: an adjustment, by burn-down order or from one grant. */
final class Removing {

    private final LedgerSettings settings;
    private final WritePath writePath;

    Removing(LedgerSettings settings, WritePath writePath) {
        this.settings = settings;
        this.writePath = writePath;
    }

    Removed remove(Database database, AccountRef ref, RemoveRequest request) {
        var ask = Ask.of(Verb.REMOVE, request.amount(), request.key(), Fingerprint.of(request));
        var kept = database.atomically(
                ask, (connection, asked) -> writePath.decide(connection, ref, asked, deciding(ref, request)));
        if (!kept.isAccepted()) {
            throw new NotEnoughBalanceException(kept.declined());
        }
        return new Removed(kept.receipt());
    }

    private Deciding deciding(AccountRef ref, RemoveRequest request) {
        return new Deciding() {
            @Override
            public Decision decide(Connection connection, Sheet sheet) {
                var booking = Booking.adjustment(Dated.checked(request.datedAt(), sheet.at()));
                var grant = request.grant();
                if (grant != null) {
                    sheet.repay();
                    var part = partOf(sheet, grant, request.amount());
                    sheet.draw(part, EntryKind.BURN, booking);
                    return new Accepted(request.amount(), List.of(part), About.dated(request.datedAt()));
                }
                if (!settings.admits(ref, sheet.available(), request.amount())) {
                    return new Decision.Declined();
                }
                sheet.repay();
                var taken = sheet.take(request.amount(), booking);
                return new Accepted(request.amount(), taken, About.dated(request.datedAt()));
            }

            @Override
            public Remarks remarks() {
                return request.remarks();
            }
        };
    }

    private static Allocation partOf(Sheet sheet, GrantId id, long amount) {
        long free = sheet.lot(id)
                .filter(lot -> !lot.hasEndedBy(sheet.at()))
                .map(lot -> lot.grant().free())
                .filter(left -> left > 0)
                .orElseThrow(() -> new InvalidRequestException(
                        ErrorCode.GRANT_NOT_OPEN,
                        "Grant " + id.number() + " is not open on account "
                                + sheet.row().id().number()
                                + ": it ended, nothing of it is free, or it belongs to another account."));
        if (free < amount) {
            throw new InvalidRequestException(
                    ErrorCode.GRANT_HAS_LESS,
                    "Grant " + id.number() + " has only " + free + " left, and " + amount
                            + " were to be removed of it: remove less, or remove by burn-down order.");
        }
        return new Allocation(id, amount);
    }
}
