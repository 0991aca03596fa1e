package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.Decision.About;
import dev.spike.ledger.postgres.Decision.Accepted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Credits are set aside. Writes no credit transaction: the balance stays, what is held rises. */
final class Holding {

    private final LedgerSettings settings;
    private final WritePath writePath;
    private final HoldStore holds = new HoldStore();

    Holding(LedgerSettings settings, WritePath writePath) {
        this.settings = settings;
        this.writePath = writePath;
    }

    HoldResult hold(Database database, AccountRef ref, HoldRequest request) {
        var ask = Ask.of(Verb.HOLD, request.amount(), request.key(), Fingerprint.of(request));
        var kept = database.atomically(
                ask,
                (connection, asked) ->
                        writePath.decide(connection, ref, asked, (on, sheet) -> decide(on, ref, sheet, request)));
        return kept.isAccepted()
                ? new HoldResult.Held(requireNonNull(kept.about().hold()).id(), kept.receipt())
                : new HoldResult.HoldDeclined(kept.declined());
    }

    private Decision decide(Connection connection, AccountRef ref, Sheet sheet, HoldRequest request)
            throws SQLException {
        var deadline = deadline(request.deadline(), sheet.at());
        if (!settings.admits(ref, sheet.available(), request.amount())) {
            return new Decision.Declined();
        }
        sheet.repay();
        var plan = sheet.plan(request.amount());
        var hold = new OpenHold(
                holds.nextId(connection),
                request.amount(),
                HoldState.OPEN,
                deadline,
                plan.allocations(),
                plan.uncovered(),
                null);
        sheet.setAside(hold);
        return new Accepted(request.amount(), plan.allocations(), About.hold(hold));
    }

    /** A deadline must lie ahead, and no farther than the longest hold; without one it is the longest hold, if there is one. */
    @Nullable
    Instant deadline(@Nullable Instant asked, Instant at) {
        var longest = settings.maxHold() == null ? null : at.plus(settings.maxHold());
        if (asked == null) {
            return longest;
        }
        if (!asked.isAfter(at)) {
            throw new InvalidRequestException(
                    ErrorCode.DEADLINE_PASSED,
                    "The deadline " + asked + " is not after the decision at " + at + "; give a later one.");
        }
        if (longest != null && asked.isAfter(longest)) {
            throw new InvalidRequestException(
                    ErrorCode.DEADLINE_TOO_FAR,
                    "The deadline " + asked + " is later than " + longest + ", the longest that max-hold allows.");
        }
        return asked;
    }
}
