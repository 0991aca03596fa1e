package dev.spike.testkit.walk;

import dev.spike.ledger.Balance;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.SpikeError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request, in words that an engine and the model share. */
sealed interface Answer {

    /** How much fell on the grant of which step; none is owed. */
    record Part(@Nullable Integer grantOf, long amount) {}

    record Accepted(long amount, List<Part> parts, Balance balance, Instant at, boolean replayed) implements Answer {}

    record Declined(Balance balance, Instant at, @Nullable NextStart nextStart, boolean replayed) implements Answer {}

    /** The account had enough, but another of the same request had not. */
    record DeclinedForAnother(Balance balance, Instant at, boolean replayed) implements Answer {}

    /** The hold was closed before; there is no receipt. */
    record Closed(HoldState state, @Nullable Instant closedAt) implements Answer {}

    record Refused(SpikeError error) implements Answer {}

    /** Whether there is a receipt of it: a decision that the key keeps, and at which the account's time stands. */
    default boolean isDecision() {
        return this instanceof Accepted || this instanceof Declined || this instanceof DeclinedForAnother;
    }

    /** The same answer given once more. */
    default Answer replay() {
        if (this instanceof Accepted accepted) {
            return new Accepted(accepted.amount(), accepted.parts(), accepted.balance(), accepted.at(), true);
        } else if (this instanceof Declined declined) {
            return new Declined(declined.balance(), declined.at(), declined.nextStart(), true);
        } else if (this instanceof DeclinedForAnother declined) {
            return new DeclinedForAnother(declined.balance(), declined.at(), true);
        }
        return this;
    }
}
