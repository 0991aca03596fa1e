package dev.spike.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request ended as it did: what was asked of which account, what stood there, and what was made of it. What was drawn
 * is as recorded when it was decided; what stood there is rebuilt from the receipts since.
 *
 * @param before right before the decision; {@code receipt().balance()} is right after it
 * @param considered the grants that could be drawn on, in burn-down order as it is configured today; none where the verb
 *     draws on no such grants
 * @param passedOver grants with something left that could not be drawn on
 * @param repaid what paid off what was owed, on the way
 * @param shortfall of a decline: what was missing, and what would have helped
 */
public record Explanation(
        Receipt receipt,
        About about,
        Balance before,
        List<Considered> considered,
        List<PassedOver> passedOver,
        List<Allocation> repaid,
        @Nullable Shortfall shortfall) {

    public Explanation {
        considered = List.copyOf(considered);
        passedOver = List.copyOf(passedOver);
        repaid = List.copyOf(repaid);
    }

    /**
     * What the request was about.
     *
     * @param hold the hold that was made, captured, released or extended
     * @param deadline of the hold, afterwards; none is never
     * @param undoes the key of what was reversed
     */
    public record About(
            Billable billable,
            CreditType creditType,
            @Nullable HoldId hold,
            @Nullable Instant deadline,
            @Nullable IdempotencyKey undoes) {}

    /**
     * A grant that could be drawn on.
     *
     * @param free what could be drawn of it then, in smallest units
     * @param gave what was drawn of it
     * @param ahead the first rule of the burn-down order that puts it before the next, by its name in configuration such as
     *     {@code soonest-expiry}, or {@code lower-id}; none for the last
     */
    public record Considered(
            GrantId grant,
            GrantTerms terms,
            long free,
            long gave,
            @Nullable String ahead) {}

    /**
     * A grant that could not be drawn on.
     *
     * @param remaining what remained of it then, held or not
     * @param since when it starts, ended or was voided; none where all of it was held
     */
    public record PassedOver(
            GrantId grant,
            Reason reason,
            long remaining,
            @Nullable Instant since) {}

    /** Why a grant could not be drawn on. */
    public enum Reason {
        NOT_STARTED("starts"),
        ALL_HELD("all held"),
        ENDED("ended"),
        VOIDED("voided");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * What was missing, and what would have helped: to add so much, to wait, or a policy that goes further below zero.
     *
     * @param missing how much more would have had to be available; zero where the account had enough, and only other
     *     accounts of the same request were short, or where a capture was refused for being over its hold
     * @param nextStart the next credits that would have come by themselves
     * @param lapses open holds that would have given theirs back by themselves, soonest first; of a capture other holds than its own
     */
    public record Shortfall(long missing, @Nullable NextStart nextStart, List<Lapse> lapses) {

        public Shortfall {
            lapses = List.copyOf(lapses);
        }
    }

    /** A hold that lapses at the instant, and what it had set aside. */
    public record Lapse(HoldId hold, Instant at, long amount) {}

    /** All of it as one sentence for people, with amounts in the credit type's decimals. */
    public String sentence() {
        return new ExplanationSentence(this).text();
    }
}
