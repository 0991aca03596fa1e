package dev.spike.testkit.walk;

import dev.spike.ledger.NextStart;
import dev.spike.ledger.SpikeError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request, in words that an engine and the model share. */
sealed interface Answer {

    /** How much fell on the grant of which step. */
    record Part(int grantOf, long amount) {}

    record Accepted(List<Part> parts, long available, Instant at, boolean replayed) implements Answer {}

    record Declined(long available, Instant at, @Nullable NextStart nextStart, boolean replayed) implements Answer {}

    record Refused(SpikeError error) implements Answer {}

    /** The same answer given once more. */
    default Answer replay() {
        if (this instanceof Accepted accepted) {
            return new Accepted(accepted.parts(), accepted.available(), accepted.at(), true);
        } else if (this instanceof Declined declined) {
            return new Declined(declined.available(), declined.at(), declined.nextStart(), true);
        }
        return this;
    }
}
