package dev.spike.billing.postgres;

import dev.spike.ledger.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credits that a plan gave.
 *
 * @param carried how many times they were carried over; 0 for what the slot itself gave
 * @param generation above 1 when they were given again after a void
 * @param leftFree was free when they were ended; none while they are open, or if they had ended already
 */
record PlanGrant(
        Slot slot,
        int carried,
        int generation,
        Figures figures,
        GrantId grant,
        Instant expiresAt,
        @Nullable Long leftFree) {

    /**
     * In smallest units.
     *
     * @param amount of the first generation
     * @param granted of this one
     * @param usedBefore of the generations before
     */
    record Figures(String creditType, long amount, long granted, long usedBefore) {}

    /** Why they ended. */
    enum EndedBy {
        RENEWAL,
        SWITCH,
        /** Left by a switch as they were. */
        KEPT,
        PAST_DUE,
        OVER,
        /** Of the free plan: another plan holds. */
        SUBSCRIBED
    }

    String creditType() {
        return figures.creditType();
    }

    /** Spent, held or carried in, of all generations; what had ended already counts for nothing. */
    long used() {
        return leftFree == null ? 0 : Math.addExact(figures.usedBefore(), figures.granted() - leftFree);
    }

    long free() {
        return leftFree == null ? 0 : leftFree;
    }

    PlanGrant endedWith(@Nullable Long leftFree) {
        return new PlanGrant(slot, carried, generation, figures, grant, expiresAt, leftFree);
    }

    /** What is called in the ledger: SLOT/CARRIED/GENERATION. */
    String key() {
        return slot.key() + "/" + carried + "/" + generation;
    }
}
