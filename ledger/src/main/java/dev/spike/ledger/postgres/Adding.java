package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Granted;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Verb;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Credits come: a grant is made. */
final class Adding {

    private final WritePath writePath;
    private final TransactionStore transactions = new TransactionStore();

    Adding(WritePath writePath) {
        this.writePath = writePath;
    }

    Granted add(Database database, AccountRef ref, AddRequest request) {
        var ask = Ask.of(Verb.ADD, request.amount(), request.key(), Fingerprint.of(request));
        var kept = database.atomically(
                ask,
                (connection, asked) ->
                        writePath.decide(connection, ref, asked, (on, sheet) -> decide(on, ref, sheet, request)));
        return new Granted(requireNonNull(kept.receipt().allocations().get(0).grant()), kept.receipt());
    }

    private Decision decide(Connection connection, AccountRef ref, Sheet sheet, AddRequest request)
            throws SQLException {
        check(request, sheet.at());
        sheet.checkRoomFor(request.amount());
        sheet.repay();
        var grant = transactions.appendGrant(connection, sheet, ref, request);
        sheet.granted(grant);
        return Decision.Accepted.of(request.amount(), List.of(new Allocation(grant.id(), request.amount())));
    }

    private static void check(AddRequest request, Instant at) {
        var terms = request.terms();
        Dated.checked(terms.createdAt(), at);
        var start = terms.effectiveAt() == null ? at : terms.effectiveAt();
        if (start.isBefore(at)) {
            throw new InvalidRequestException(
                    ErrorCode.STARTS_IN_THE_PAST,
                    "The grant would start at " + start + ", before the decision at " + at
                            + ": leave the start out for at once; a date for the books is given with datedAt.");
        }
        var end = terms.expiresAt();
        if (end != null && !end.isAfter(start)) {
            throw new InvalidRequestException(
                    ErrorCode.EXPIRES_BEFORE_START,
                    "The grant would end at " + end + ", which is not after its start at " + start
                            + ": give a later end, or none for never.");
        }
    }
}
