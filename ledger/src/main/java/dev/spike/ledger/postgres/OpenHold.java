package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold as its row has it.
 *
 * @param deadline it lapses at it; none is never
 * @param parts what is still set aside of which grant, in the order drawn
 * @param uncovered what is still set aside that no grant covers
 */
record OpenHold(
        HoldId id,
        long amount,
        HoldState state,
        @Nullable Instant deadline,
        List<Allocation> parts,
        long uncovered,
        @Nullable Instant closedAt) {

    OpenHold {
        parts = List.copyOf(parts);
    }

    long setAside() {
        return parts.stream().mapToLong(Allocation::amount).sum() + uncovered;
    }

    boolean hasLapsedBy(Instant instant) {
        return deadline != null && !deadline.isAfter(instant);
    }

    OpenHold keeping(List<Allocation> parts, long uncovered) {
        return new OpenHold(id, amount, state, deadline, parts, uncovered, closedAt);
    }

    OpenHold until(Instant deadline) {
        return new OpenHold(id, amount, state, deadline, parts, uncovered, closedAt);
    }

    OpenHold closed(HoldState state, Instant closedAt) {
        return new OpenHold(id, amount, state, deadline, List.of(), 0, closedAt);
    }
}
