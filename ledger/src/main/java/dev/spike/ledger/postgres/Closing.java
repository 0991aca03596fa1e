package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold is captured, released or given another deadline. */
final class Closing {

    private final LedgerSettings settings;
    private final WritePath writePath;
    private final Holding holding;
    private final HoldStore holds = new HoldStore();

    Closing(LedgerSettings settings, WritePath writePath, Holding holding) {
        this.settings = settings;
        this.writePath = writePath;
        this.holding = holding;
    }

    CloseResult capture(Database database, AccountRef ref, CaptureRequest request) {
        checkDetails(request);
        long asked = request.amount() == null ? 0 : request.amount();
        var ask = Ask.of(Verb.CAPTURE, asked, request.key(), Fingerprint.of(request));
        return close(database, ref, ask, new OnHold(request.hold(), request.remarks()) {
            @Override
            Decision decide(Sheet sheet, OpenHold hold) {
                return capture(ref, sheet, hold, request);
            }
        });
    }

    CloseResult release(Database database, AccountRef ref, HoldId hold, @Nullable IdempotencyKey key) {
        var ask = Ask.of(Verb.RELEASE, 0, key, Fingerprint.of("release", hold.number()));
        return close(database, ref, ask, new OnHold(hold, Remarks.none()) {
            @Override
            Decision decide(Sheet sheet, OpenHold open) {
                sheet.repay();
                long released = open.setAside();
                sheet.giveBack(open.parts());
                sheet.close(open, HoldState.RELEASED, sheet.at());
                var closed = open.closed(HoldState.RELEASED, sheet.at());
                return new Accepted(released, List.of(), About.hold(closed));
            }
        });
    }

    /** The deadline obeys the rule of every instant, as that of a new hold does. */
    CloseResult extend(Database database, AccountRef ref, HoldId hold, Instant asked, @Nullable IdempotencyKey key) {
        var deadline = HoldRequest.of(1).until(asked).deadline();
        var ask = Ask.of(Verb.EXTEND, 0, key, Fingerprint.of("extend", hold.number(), deadline));
        return close(database, ref, ask, new OnHold(hold, Remarks.none()) {
            @Override
            Decision decide(Sheet sheet, OpenHold open) {
                var extended = open.until(requireNonNull(holding.deadline(deadline, sheet.at())));
                sheet.put(extended);
                return new Accepted(extended.setAside(), List.of(), About.hold(extended));
            }
        });
    }

    private void checkDetails(CaptureRequest request) {
        if (settings.groupSpendDaily() && !request.remarks().isEmpty()) {
            throw new InvalidRequestException(
                    ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                    "A capture that is grouped by day has no room for notes or metadata: leave them out, or set"
                            + " group-credit-spend-daily to false for a row per spend.");
        }
    }

    private CloseResult close(Database database, AccountRef ref, Ask ask, OnHold verb) {
        try {
            var kept = database.atomically(ask, (connection, asked) -> writePath.decide(connection, ref, asked, verb));
            return kept.isAccepted() ? new CloseResult.Done(kept.receipt()) : new CloseResult.Refused(kept.declined());
        } catch (ClosedBefore closed) {
            var hold = closed.hold;
            return new CloseResult.Closed(hold.id(), hold.state(), hold.closedAt());
        }
    }

    private Decision capture(AccountRef ref, Sheet sheet, OpenHold hold, CaptureRequest request) {
        long amount = request.amount() == null ? hold.setAside() : request.amount();
        long extra = Math.max(0, amount - hold.setAside());
        if (extra > 0 && (settings.refuseCaptureOverHold() || !settings.admits(ref, sheet.available(), extra))) {
            return new Decision.Declined(About.hold(hold));
        }
        sheet.repay();
        var booking = settings.usage(sheet.at());
        var split = Split.of(hold, Math.min(amount, hold.setAside()));
        var taken = new ArrayList<>(split.captured());
        split.captured().forEach(part -> sheet.capture(part, booking));
        var after = rest(sheet, hold, split, request.rest());
        taken.addAll(sheet.take(Math.addExact(split.capturedUncovered(), extra), booking));
        return new Accepted(amount, taken, About.hold(after));
    }

    private static OpenHold rest(Sheet sheet, OpenHold hold, Split split, CaptureRequest.Rest rest) {
        if (rest == CaptureRequest.Rest.KEPT && split.isAnythingLeft()) {
            var kept = hold.keeping(split.left(), split.leftUncovered());
            sheet.put(kept);
            return kept;
        }
        sheet.giveBack(split.left());
        var state = split.isAnythingCaptured() ? HoldState.CAPTURED : HoldState.RELEASED;
        sheet.close(hold, state, sheet.at());
        return hold.closed(state, sheet.at());
    }

    /** What of a hold is captured, first drawn first, and what is left. */
    record Split(List<Allocation> captured, long capturedUncovered, List<Allocation> left, long leftUncovered) {

        static Split of(OpenHold hold, long amount) {
            var captured = new ArrayList<Allocation>();
            var left = new ArrayList<Allocation>();
            long wanted = amount;
            for (var part : hold.parts()) {
                long taken = Math.min(wanted, part.amount());
                wanted -= taken;
                addIfAny(captured, part, taken);
                addIfAny(left, part, part.amount() - taken);
            }
            return new Split(captured, wanted, left, hold.uncovered() - wanted);
        }

        private static void addIfAny(List<Allocation> parts, Allocation part, long amount) {
            if (amount > 0) {
                parts.add(new Allocation(part.grant(), amount));
            }
        }

        boolean isAnythingCaptured() {
            return !captured.isEmpty() || capturedUncovered > 0;
        }

        boolean isAnythingLeft() {
            return !left.isEmpty() || leftUncovered > 0;
        }
    }

    /** A verb on one hold, which must be open. */
    private abstract class OnHold implements Deciding {

        private final HoldId id;
        private final Remarks remarks;

        OnHold(HoldId id, Remarks remarks) {
            this.id = id;
            this.remarks = remarks;
        }

        abstract Decision decide(Sheet sheet, OpenHold hold);

        @Override
        public Decision decide(Connection connection, Sheet sheet) throws SQLException {
            var open = sheet.hold(id);
            if (open.isEmpty()) {
                throw new ClosedBefore(closed(connection, sheet));
            }
            return decide(sheet, open.get());
        }

        /** Why it is not open: closed in the books, or lapsed at this very instant. */
        private OpenHold closed(Connection connection, Sheet sheet) throws SQLException {
            var hold = holds.find(connection, sheet.row().id(), id)
                    .orElseThrow(() -> new InvalidRequestException(
                            ErrorCode.HOLD_UNKNOWN,
                            "There is no hold " + id.number() + " on account "
                                    + sheet.row().id().number() + "."));
            return hold.state() == HoldState.OPEN
                    ? hold.closed(HoldState.LAPSED, requireNonNull(hold.deadline()))
                    : hold;
        }

        @Override
        public Remarks remarks() {
            return remarks;
        }
    }

    /** Ends the decision before anything is written; the transaction is left as it was. */
    private static final class ClosedBefore extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient OpenHold hold;

        ClosedBefore(OpenHold hold) {
            super("closed", null, false, false);
            this.hold = hold;
        }
    }
}
