package dev.spike.ledger.postgres;

import dev.spike.ledger.burndown.OpenGrant;
import java.time.Instant;

/**
 * A grant with what is set aside of it: what remains is free or held.
 *
 * @param held what open holds set aside of it; nothing once it is voided
 */
record Lot(OpenGrant grant, long held, boolean voided) {

    long remaining() {
        return Math.addExact(grant.free(), held);
    }

    boolean countsAt(Instant instant) {
        return !voided && grant.span().contains(instant);
    }

    boolean hasEndedBy(Instant instant) {
        var end = grant.span().expiresAt();
        return voided || (end != null && !end.isAfter(instant));
    }

    Lot with(long free, long held) {
        return new Lot(new OpenGrant(grant.id(), grant.span(), grant.rank(), free), held, voided);
    }

    Lot emptied() {
        return new Lot(new OpenGrant(grant.id(), grant.span(), grant.rank(), 0), 0, true);
    }
}
