package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to a wish to capture, release or extend a hold. */
public sealed interface CloseResult {

    /** It is done; the allocations of a capture say on which grants it fell. */
    record Done(Receipt receipt) implements CloseResult {}

    /** More than is held was to be captured, and there is not enough for the rest: nothing moved, the hold stays open. */
    record Refused(Declined declined) implements CloseResult {}

    /** The hold was closed before, as it says: nothing moved. */
    record Closed(HoldId hold, HoldState state, @Nullable Instant closedAt) implements CloseResult {}
}
