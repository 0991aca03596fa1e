package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it stands: credits that came, and what remains of them.
 *
 * @param terms with start and date for the books filled in
 * @param amount what it began with, in smallest units
 * @param remaining what is not spent or removed of it; from 0 to {@code amount}
 * @param held what open holds set aside of {@code remaining}
 */
public record Grant(
        GrantId id,
        TransactionType type,
        GrantTerms terms,
        long amount,
        long remaining,
        long held,
        @Nullable String notes) {

    /** What may be spent of it once it has started. */
    public long free() {
        return remaining - held;
    }

    /** Whether it counts at the instant: started, and not yet ended. */
    public boolean isEffectiveAt(Instant instant) {
        var start = terms.effectiveAt();
        var end = terms.expiresAt();
        return (start == null || !start.isAfter(instant)) && (end == null || end.isAfter(instant));
    }
}
