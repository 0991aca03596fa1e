package dev.spike.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open hold as it stands.
 *
 * @param amount what it began with, in smallest units
 * @param held what is still set aside
 * @param parts of which grants, in the order drawn; what no grant covers is the rest of {@code held}
 * @param deadline it lapses at it; none is never
 */
public record Hold(
        HoldId id,
        long amount,
        long held,
        List<Allocation> parts,
        @Nullable Instant deadline) {

    public Hold {
        parts = List.copyOf(parts);
    }
}
