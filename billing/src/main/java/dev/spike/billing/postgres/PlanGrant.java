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
     * @param returned is to be gone of all generations together, as its money was returned, and is seen to
     */
    record Figures(String creditType, long amount, long granted, long usedBefore, long returned) {

        static Figures of(String creditType, long amount) {
            return new Figures(creditType, amount, amount, 0, 0);
        }

        /** Those of the next generation, of which nothing is taken back yet. */
        Figures again(long free, long used) {
            return new Figures(creditType, amount, free, used, 0);
        }

        /** What was paid for in the end. */
        long kept() {
            return amount - returned;
        }
    }

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

    /** Of that, what was used of what was paid for in the end: what was taken back or forgiven is not. */
    long usedOfKept() {
        return Math.max(0, used() - figures.returned());
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
