package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Allocation;
import java.util.List;

/** What a verb decided under the account's lock; the write path carries it out. */
sealed interface Decision {

    /** Take from grants, in this order. */
    record Draw(List<Allocation> allocations, Drawing drawing) implements Decision {}

    /** Make a grant. */
    record Grant(AddRequest request) implements Decision {}

    /** There is not enough, and only {@code available}. */
    record Decline() implements Decision {}
}
