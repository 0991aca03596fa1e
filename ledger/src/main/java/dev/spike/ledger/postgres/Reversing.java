package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import dev.spike.ledger.postgres.RowDraft.Booking;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A spend, a capture or a removal is undone along its recorded allocations, last drawn first, and never more in all than
 * was taken.
 */
final class Reversing {

    private static final Set<Verb> CAN_BE_UNDONE = Set.of(Verb.SPEND, Verb.SPEND_ALL, Verb.CAPTURE, Verb.REMOVE);

    private final LedgerSettings settings;
    private final WritePath writePath;
    private final ReceiptStore receipts = new ReceiptStore();
    private final ReversalStore reversals = new ReversalStore();
    private final TransactionStore transactions = new TransactionStore();

    Reversing(LedgerSettings settings, WritePath writePath) {
        this.settings = settings;
        this.writePath = writePath;
    }

    Receipt reverse(Database database, AccountRef ref, ReverseRequest request) {
        long asked = request.amount() == null ? 0 : request.amount();
        var ask = Ask.of(Verb.REVERSE, asked, request.key(), Fingerprint.of(request));
        return database.atomically(
                        ask, (connection, asking) -> writePath.decide(connection, ref, asking, new Undoing(request)))
                .receipt();
    }

    private final class Undoing implements Deciding {

        private final ReverseRequest request;
        private @Nullable KeptReceipt undone;
        private List<Allocation> repayments = List.of();

        Undoing(ReverseRequest request) {
            this.request = request;
        }

        @Override
        public Set<GrantId> alsoSee(Connection connection, AccountRow account) throws SQLException {
            undone = find(connection, account, request.undoes());
            repayments = undone.receipt().allocations().stream().anyMatch(Allocation::isOwed)
                    ? transactions.repayments(connection, account.id())
                    : List.of();
            var grants = new HashSet<GrantId>();
            undone.receipt().allocations().stream()
                    .filter(part -> !part.isOwed())
                    .forEach(part -> grants.add(requireNonNull(part.grant())));
            repayments.forEach(part -> grants.add(requireNonNull(part.grant())));
            return grants;
        }

        @Override
        public Decision decide(Connection connection, Sheet sheet) throws SQLException {
            var undoing = requireNonNull(undone);
            long reversed = reversals.reversed(connection, undoing.receipt());
            long left = undoing.receipt().asked().amount() - reversed;
            long amount = request.amount() == null ? left : request.amount();
            checkLeft(amount, left, undoing.receipt());
            sheet.checkRoomFor(amount);
            sheet.repay();
            var booking = bookingOf(undoing);
            var back = new ArrayList<Allocation>();
            for (var part : lastDrawnFirst(undoing.receipt().allocations(), reversed, amount)) {
                putBack(sheet, part, booking, back);
            }
            reversals.add(connection, undoing.receipt(), amount);
            return new Accepted(amount, back, About.undoing(request.undoes()));
        }

        private void putBack(Sheet sheet, Allocation part, Booking booking, List<Allocation> back) {
            if (!part.isOwed()) {
                addIfAny(back, part.grant(), sheet.putBack(part, EntryKind.REVERSAL, booking));
                return;
            }
            long repaid = sheet.forgive(part.amount(), booking);
            addIfAny(back, null, part.amount() - repaid);
            for (var repayment : sheet.repayments(repayments)) {
                if (repaid == 0) {
                    break;
                }
                var returned = new Allocation(repayment.grant(), Math.min(repaid, repayment.amount()));
                addIfAny(back, returned.grant(), sheet.takeBackRepayment(returned));
                repaid -= returned.amount();
            }
        }

        private static void addIfAny(List<Allocation> back, @Nullable GrantId grant, long amount) {
            if (amount > 0) {
                back.add(new Allocation(grant, amount));
            }
        }

        @Override
        public Remarks remarks() {
            return request.remarks();
        }
    }

    private KeptReceipt find(Connection connection, AccountRow account, IdempotencyKey key) throws SQLException {
        var kept = receipts.find(connection, new ReceiptId(account.id(), key))
                .orElseThrow(() -> new InvalidRequestException(
                        ErrorCode.NOTHING_TO_REVERSE,
                        "There is no receipt '" + key.text() + "' on account "
                                + account.id().number() + " to undo."));
        var verb = kept.receipt().asked().verb();
        if (!kept.isAccepted() || !CAN_BE_UNDONE.contains(verb)) {
            throw new InvalidRequestException(
                    ErrorCode.NOTHING_TO_REVERSE,
                    "The receipt '" + key.text() + "' is of a request to " + verb.word() + " that was "
                            + kept.receipt().outcome().word() + "; only accepted spends, captures and removals can be"
                            + " undone.");
        }
        return kept;
    }

    private static void checkLeft(long amount, long left, Receipt undone) {
        if (amount > left || left == 0) {
            throw new InvalidRequestException(
                    ErrorCode.REVERSAL_TOO_LARGE,
                    "Of '" + undone.key().text() + "' only " + left + " of "
                            + undone.asked().amount() + " are left to undo; ask for that or less.");
        }
    }

    private Booking bookingOf(KeptReceipt undone) {
        var datedAt = undone.about().datedAt() == null
                ? undone.receipt().decidedAt()
                : undone.about().datedAt();
        return undone.receipt().asked().verb() == Verb.REMOVE
                ? Booking.adjustment(datedAt)
                : new Booking(TransactionType.USAGE, datedAt, settings.dayOf(datedAt), false);
    }

    /** The parts of the amount, from the end of what was drawn, behind what was undone before. */
    static List<Allocation> lastDrawnFirst(List<Allocation> drawn, long reversed, long amount) {
        var parts = new ArrayList<Allocation>();
        long skip = reversed;
        long wanted = amount;
        for (int i = drawn.size() - 1; i >= 0 && wanted > 0; i--) {
            var part = drawn.get(i);
            long skipped = Math.min(skip, part.amount());
            skip -= skipped;
            long taken = Math.min(wanted, part.amount() - skipped);
            if (taken > 0) {
                parts.add(new Allocation(part.grant(), taken));
                wanted -= taken;
            }
        }
        return parts;
    }
}
