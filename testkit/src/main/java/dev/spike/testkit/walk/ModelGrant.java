package dev.spike.testkit.walk;

import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.burndown.BurnDownRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A grant of the model: what came, and what its rows come to. */
final class ModelGrant {

    /** The step that made it. */
    final int step;

    /** The order in which grants came into the books: a step that was refused may make its grant when it comes again. */
    final int place;

    final long amount;
    final Instant start;
    final @Nullable Instant end;
    final GrantTerms terms;

    /** What is not taken of it, held or not. */
    long left;

    boolean voided;

    ModelGrant(int step, int place, long amount, GrantTerms asked, Instant at) {
        this.step = step;
        this.place = place;
        this.amount = amount;
        this.start = asked.effectiveAt() == null ? at : asked.effectiveAt();
        this.end = asked.expiresAt();
        this.terms = asked.startingAt(start).datedAt(asked.createdAt() == null ? at : asked.createdAt());
        this.left = amount;
    }

    ModelGrant copy() {
        var copy = new ModelGrant(step, place, amount, terms, start);
        copy.left = left;
        copy.voided = voided;
        return copy;
    }

    boolean hasStarted(Instant at) {
        return !at.isBefore(start);
    }

    boolean hasEnded(Instant at) {
        return voided || (end != null && !at.isBefore(end));
    }

    boolean counts(Instant at) {
        return hasStarted(at) && !hasEnded(at);
    }

    /** By the rules in turn; where all leave it level, first come, first spent. */
    boolean isSpentBefore(ModelGrant other, List<BurnDownRule> order) {
        for (var rule : order) {
            if (goesBefore(other, rule)) {
                return true;
            }
            if (other.goesBefore(this, rule)) {
                return false;
            }
        }
        return place < other.place;
    }

    private boolean goesBefore(ModelGrant other, BurnDownRule rule) {
        return switch (rule) {
            case LOWEST_PRIORITY -> terms.priority() < other.terms.priority();
            case SOONEST_EXPIRY -> end != null && (other.end == null || end.isBefore(other.end));
            case PROMOTIONAL_FIRST -> terms.promotional() && !other.terms.promotional();
            case CARRIED_OVER_FIRST -> terms.carriedOver() && !other.terms.carriedOver();
            case OLDEST_EFFECTIVE -> start.isBefore(other.start);
            case OLDEST_CREATED -> created().isBefore(other.created());
        };
    }

    private Instant created() {
        return terms.createdAt() == null ? start : terms.createdAt();
    }
}
