package dev.spike.testkit.walk;

import dev.spike.ledger.GrantTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A grant of the model: what came, and what remains. */
final class ModelGrant {

    /** The step that made it. */
    final int step;

    /** The order in which grants came into the books: a step that was refused may make its grant when it comes again. */
    final int place;

    final long amount;
    final Instant start;
    final @Nullable Instant end;
    final GrantTerms terms;
    long remaining;

    ModelGrant(int step, int place, long amount, GrantTerms asked, Instant at) {
        this.step = step;
        this.place = place;
        this.amount = amount;
        this.start = asked.effectiveAt() == null ? at : asked.effectiveAt();
        this.end = asked.expiresAt();
        this.terms = asked.startingAt(start).datedAt(asked.createdAt() == null ? at : asked.createdAt());
        this.remaining = amount;
    }

    boolean hasStarted(Instant at) {
        return !at.isBefore(start);
    }

    boolean hasEnded(Instant at) {
        return end != null && !at.isBefore(end);
    }

    boolean counts(Instant at) {
        return hasStarted(at) && !hasEnded(at);
    }

    /** Priority, soonest end (never is last), promotional, oldest start, first come. */
    boolean isSpentBefore(ModelGrant other) {
        if (terms.priority() != other.terms.priority()) {
            return terms.priority() < other.terms.priority();
        }
        if (end != null && other.end != null && !end.equals(other.end)) {
            return end.isBefore(other.end);
        }
        if ((end == null) != (other.end == null)) {
            return end != null;
        }
        if (terms.promotional() != other.terms.promotional()) {
            return terms.promotional();
        }
        if (!start.equals(other.start)) {
            return start.isBefore(other.start);
        }
        return place < other.place;
    }
}
