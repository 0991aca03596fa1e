package dev.spike.server.crash;

import dev.spike.ledger.HoldId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger's tables say of the accounts of the load, read past the ledger.
 *
 * @param at the instant of the reading
 * @param receipts all there are, also several of one key
 */
record Books(Instant at, List<Kept> receipts, Map<HoldId, KeptHold> holds) {

    /**
     * A receipt as it is kept.
     *
     * @param version the account's decisions are numbered
     */
    record Kept(Told.Decided told, long version) {

        String key() {
            return told.receipt().key().text();
        }
    }

    /** A hold as it is kept. */
    record KeptHold(Standing standing, @Nullable Instant closedAt) {

        /** What one is told who would close it now; an open one has lapsed if it is seen as closed. */
        Told.Closed closed(Instant at) {
            return new Told.Closed(standing.seenAt(at).state(), closedAt == null ? standing.deadline() : closedAt);
        }
    }
}
