package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a verb decided under the account's lock; what it changed is on the sheet. */
sealed interface Decision {

    /** It is done. */
    record Accepted(long amount, List<Allocation> allocations, About about) implements Decision {

        static Accepted of(long amount, List<Allocation> allocations) {
            return new Accepted(amount, allocations, About.NOTHING);
        }
    }

    /** There is not enough. */
    record Declined(About about) implements Decision {

        Declined() {
            this(About.NOTHING);
        }
    }

    /**
     * What else the receipt keeps.
     *
     * @param datedAt the date for the books, where it is not the decision's
     * @param undoes the key of what was undone
     * @param hold the hold as it is afterwards
     * @param hadEnough of a decline: whether only other accounts of the request were short
     */
    record About(
            @Nullable Instant datedAt,
            @Nullable IdempotencyKey undoes,
            @Nullable OpenHold hold,
            boolean hadEnough) {

        static final About NOTHING = new About(null, null, null, false);
        static final About HAD_ENOUGH = new About(null, null, null, true);

        static About dated(@Nullable Instant datedAt) {
            return new About(datedAt, null, null, false);
        }

        static About undoing(IdempotencyKey undoes) {
            return new About(null, undoes, null, false);
        }

        static About hold(OpenHold hold) {
            return new About(null, null, hold, false);
        }
    }
}
