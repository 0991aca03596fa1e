package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.RemoveRequest.Rest;
import dev.spike.ledger.Removed;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import dev.spike.ledger.postgres.RowDraft.Booking;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
            throw new NotEnoughBalanceException(kept.declined(), ref.creditTypeId());
        }
        return new Removed(kept.receipt());
    }

    private Deciding deciding(AccountRef ref, RemoveRequest request) {
        return new Deciding() {
            @Override
            public Set<GrantId> alsoSee(Connection connection, AccountRow account) {
                var grant = request.grant();
                return grant == null || request.rest() == Rest.REFUSED ? Set.of() : Set.of(grant);
            }

            @Override
            public Decision decide(Connection connection, Sheet sheet) {
                var booking = Booking.adjustment(Dated.checked(request.datedAt(), sheet.at()));
                return switch (request.rest()) {
                    case REFUSED -> wholly(ref, request, sheet, booking);
                    case LEFT -> accepted(request, asFarAsFree(request, sheet, booking));
                    case OWED -> accepted(request, owing(request, sheet, booking));
                };
            }

            @Override
            public Remarks remarks() {
                return request.remarks();
            }
        };
    }

    private Decision wholly(AccountRef ref, RemoveRequest request, Sheet sheet, Booking booking) {
        var grant = request.grant();
        if (grant != null) {
            sheet.repay();
            var part = partOf(sheet, grant, request.amount());
            sheet.draw(part, EntryKind.BURN, booking);
            return accepted(request, List.of(part));
        }
        if (!settings.admits(ref, sheet.available(), request.amount())) {
            return new Decision.Declined();
        }
        sheet.repay();
        return accepted(request, sheet.take(request.amount(), booking));
    }

    /** The receipt's amount is what was removed, so that no more can be given back. */
    private static Accepted accepted(RemoveRequest request, List<Allocation> taken) {
        long amount = taken.stream().mapToLong(Allocation::amount).sum();
        return new Accepted(amount, taken, About.dated(request.datedAt()));
    }

    private static List<Allocation> asFarAsFree(RemoveRequest request, Sheet sheet, Booking booking) {
        sheet.repay();
        if (request.grant() != null) {
            return drawnOf(sheet, request.grant(), request.amount(), booking);
        }
        long amount = Math.min(request.amount(), Math.max(0, sheet.available()));
        return amount == 0 ? List.of() : sheet.take(amount, booking);
    }

    private static List<Allocation> owing(RemoveRequest request, Sheet sheet, Booking booking) {
        sheet.repay();
        var taken = new ArrayList<Allocation>();
        if (request.grant() != null) {
            taken.addAll(drawnOf(sheet, request.grant(), request.amount(), booking));
        }
        long rest =
                request.amount() - taken.stream().mapToLong(Allocation::amount).sum();
        if (rest > 0) {
            taken.addAll(sheet.take(rest, booking));
        }
        return taken;
    }

    /** What is free of the grant, up to the amount; nothing where it is spent or held. */
    private static List<Allocation> drawnOf(Sheet sheet, GrantId id, long amount, Booking booking) {
        var lot = sheet.lot(id).filter(found -> !found.hasEndedBy(sheet.at())).orElseThrow(() -> notOpen(sheet, id));
        long free = Math.min(amount, lot.grant().free());
        if (free <= 0) {
            return List.of();
        }
        var part = new Allocation(id, free);
        sheet.draw(part, EntryKind.BURN, booking);
        return List.of(part);
    }

    private static Allocation partOf(Sheet sheet, GrantId id, long amount) {
        long free = sheet.lot(id)
                .filter(lot -> !lot.hasEndedBy(sheet.at()))
                .map(lot -> lot.grant().free())
                .filter(left -> left > 0)
                .orElseThrow(() -> notOpen(sheet, id));
        if (free < amount) {
            throw new InvalidRequestException(
                    ErrorCode.GRANT_HAS_LESS,
                    "Grant " + id.number() + " has only " + free + " left, and " + amount
                            + " were to be removed of it: remove less, or remove by burn-down order.");
        }
        return new Allocation(id, amount);
    }

    private static InvalidRequestException notOpen(Sheet sheet, GrantId id) {
        return new InvalidRequestException(
                ErrorCode.GRANT_NOT_OPEN,
                "Grant " + id.number() + " is not open on account "
                        + sheet.row().id().number()
                        + ": it ended, nothing of it is free, or it belongs to another account.");
    }
}
