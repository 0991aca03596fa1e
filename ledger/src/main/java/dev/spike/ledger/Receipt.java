package dev.spike.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The durable answer to one request.
 *
 * @param id the account and the idempotency key
 * @param allocations in the order drawn; of an add, the one grant it made; of a reversal, what came back and what is
 *     no longer owed, so to a grant that has ended nothing; empty when declined
 * @param balance right after the decision
 * @param decidedAt the instant of the decision; an account's decisions never run back in time
 * @param replayed whether this answer was first given to an earlier request with the same key
 */
public record Receipt(
        ReceiptId id,
        Asked asked,
        Outcome outcome,
        List<Allocation> allocations,
        Balance balance,
        Instant decidedAt,
        boolean replayed) {

    public Receipt {
        allocations = List.copyOf(allocations);
    }

    /** What the request asked for; the amount in smallest units. */
    public record Asked(Verb verb, long amount) {}

    /** How the request ended. */
    public enum Outcome {
        ACCEPTED,
        DECLINED;

        /** The word as stored and shown, such as {@code accepted}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Outcome ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The key the request was made under, whether given or made. */
    public IdempotencyKey key() {
        return id.key();
    }

    Receipt replay() {
        return new Receipt(id, asked, outcome, allocations, balance, decidedAt, true);
    }
}
