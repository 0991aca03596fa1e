package dev.spike.server.scenario;

import dev.spike.ledger.Receipt;
import dev.spike.server.scenario.Operation.Result;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the ledger answered, as the results of the format that it amounts to.
 *
 * @param words what it answered, for people
 */
record Answer(Set<Result> results, String words) {

    Answer {
        results = Set.copyOf(results);
    }

    static Answer done() {
        return new Answer(EnumSet.of(Result.OK), "ok");
    }

    /** Accepted, and nothing had to change. */
    static Answer nothing() {
        return new Answer(EnumSet.of(Result.OK, Result.NOOP), "ok, with nothing to change");
    }

    /** Accepted now, or the first answer to the same request once more. */
    static Answer accepted(Receipt receipt) {
        return receipt.replayed()
                ? new Answer(EnumSet.of(Result.DUPLICATE, Result.NOOP), "duplicate (the first answer once more)")
                : done();
    }

    static Answer declined(Receipt receipt, String why) {
        return receipt.replayed()
                ? new Answer(EnumSet.of(Result.REJECTED, Result.DUPLICATE), "rejected once more (" + why + ")")
                : rejected(why);
    }

    static Answer rejected(String why) {
        return new Answer(EnumSet.of(Result.REJECTED), "rejected (" + why + ")");
    }

    /** The peers disagree on what to call it; nothing moved. */
    static Answer closed(String state) {
        return new Answer(EnumSet.of(Result.NOOP, Result.REJECTED), "closed (" + state + " before, nothing moved)");
    }

    boolean is(Result result) {
        return results.contains(result);
    }
}
