package dev.spike.testkit.walk;

import dev.spike.ledger.HoldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold of the model. */
final class ModelHold {

    /** What is set aside of a grant. */
    static final class Portion {

        final ModelGrant grant;
        long amount;

        Portion(ModelGrant grant, long amount) {
            this.grant = grant;
            this.amount = amount;
        }
    }

    /** The step that made it. */
    final int step;

    final long amount;

    /** What is still set aside, in the order drawn; a portion may be used up. */
    final List<Portion> portions = new ArrayList<>();

    /** What is still set aside that no grant covers. */
    long uncovered;

    @Nullable
    Instant deadline;

    /** How somebody closed it; one that lapses is closed by nobody. */
    @Nullable
    HoldState closed;

    @Nullable
    Instant closedAt;

    ModelHold(int step, long amount, @Nullable Instant deadline) {
        this.step = step;
        this.amount = amount;
        this.deadline = deadline;
    }

    boolean hasLapsed(Instant at) {
        return closed == null && deadline != null && !at.isBefore(deadline);
    }

    boolean isOpen(Instant at) {
        return closed == null && !hasLapsed(at);
    }

    long setAside() {
        long sum = uncovered;
        for (var portion : portions) {
            sum += portion.amount;
        }
        return sum;
    }

    void close(HoldState state, Instant at) {
        closed = state;
        closedAt = at;
    }
}
