package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Granted;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Verb;

/** Credits come: a grant is made. */
final class Adding {

    private final WritePath writePath;

    Adding(WritePath writePath) {
        this.writePath = writePath;
    }

    Granted add(Database database, AccountRef ref, AddRequest request) {
        var ask = Ask.of(Verb.ADD, request.amount(), request.key(), Fingerprint.of(request));
        var kept = database.atomically(
                ask,
                (connection, asked) -> writePath.decide(connection, ref, asked, account -> decide(account, request)));
        return new Granted(kept.receipt().allocations().get(0).grant(), kept.receipt());
    }

    private static Decision decide(OpenAccount account, AddRequest request) {
        var terms = request.terms();
        Dated.checked(terms.createdAt(), account.at());
        var start = terms.effectiveAt() == null ? account.at() : terms.effectiveAt();
        if (start.isBefore(account.at())) {
            throw new InvalidRequestException(
                    ErrorCode.STARTS_IN_THE_PAST,
                    "The grant would start at " + start + ", before the decision at " + account.at()
                            + ": leave the start out for at once; a date for the books is given with datedAt.");
        }
        var end = terms.expiresAt();
        if (end != null && !end.isAfter(start)) {
            throw new InvalidRequestException(
                    ErrorCode.EXPIRES_BEFORE_START,
                    "The grant would end at " + end + ", which is not after its start at " + start
                            + ": give a later end, or none for never.");
        }
        return new Decision.Grant(request);
    }
}
