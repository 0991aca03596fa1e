package dev.spike.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a grant counts and when it is spent. The plain terms are: at once, for ever, priority 0, paid.
 *
 * <pre>
 *        effectiveAt                    expiresAt
 *   ---------[===========================)------->
 *    not yet   counts, may be spent       gone
 * </pre>
 *
 * @param effectiveAt when it starts to count; none is the instant of the decision; never earlier
 * @param expiresAt when it stops to count; none is never; after the start
 * @param createdAt the date for the books; none is the instant of the decision; moves nothing in time
 * @param priority lower is spent first
 * @param promotional given, not paid for; spent before paid credits that end at the same time
 * @param carriedOver left over from an earlier period
 */
public record GrantTerms(
        @Nullable Instant effectiveAt,
        @Nullable Instant expiresAt,
        @Nullable Instant createdAt,
        int priority,
        boolean promotional,
        boolean carriedOver) {

    private static final GrantTerms PLAIN = new GrantTerms(null, null, null, 0, false, false);

    public GrantTerms {
        effectiveAt = Instants.checkedIfGiven(effectiveAt);
        expiresAt = Instants.checkedIfGiven(expiresAt);
        createdAt = Instants.checkedIfGiven(createdAt);
    }

    public static GrantTerms plain() {
        return PLAIN;
    }

    public GrantTerms startingAt(Instant effectiveAt) {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, promotional, carriedOver);
    }

    public GrantTerms expiringAt(Instant expiresAt) {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, promotional, carriedOver);
    }

    public GrantTerms datedAt(Instant createdAt) {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, promotional, carriedOver);
    }

    public GrantTerms withPriority(int priority) {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, promotional, carriedOver);
    }

    public GrantTerms asPromotional() {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, true, carriedOver);
    }

    public GrantTerms asCarriedOver() {
        return new GrantTerms(effectiveAt, expiresAt, createdAt, priority, promotional, true);
    }
}
