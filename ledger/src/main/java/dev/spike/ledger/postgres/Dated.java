package dev.spike.ledger.postgres;

import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rule on dates for the books: the past may be named, the future may not. */
final class Dated {

    private Dated() {}

    static Instant checked(@Nullable Instant date, Instant at) {
        if (date == null) {
            return at;
        }
        if (date.isAfter(at)) {
            throw new InvalidRequestException(
                    ErrorCode.DATED_IN_THE_FUTURE,
                    "The date " + date + " is later than the decision at " + at
                            + "; leave it out, or give one that has passed.");
        }
        return date;
    }
}
