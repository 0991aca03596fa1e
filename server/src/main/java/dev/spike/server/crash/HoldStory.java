package dev.spike.server.crash;

import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.server.crash.Journal.Answered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that was accepted on one hold.
 *
 * @param accepted in the order decided, so what made the hold comes first
 */
record HoldStory(HoldId hold, List<Answered> accepted) {

    /** In what the hold in the books, if it is there, is not what the requests made of it. */
    Optional<String> fault(@Nullable Standing actual, Instant at) {
        long made = accepted.stream().filter(HoldStory::makes).count();
        if (made != 1) {
            return Optional.of("was made by " + made + " requests").map(this::sentence);
        }
        if (actual == null) {
            return Optional.of("is not there, though '" + accepted.get(0).sent().key() + "' made it")
                    .map(this::sentence);
        }
        return contradiction(actual.seenAt(at), at).map(this::sentence);
    }

    private Optional<String> contradiction(Standing actual, Instant at) {
        var expected = Standing.made(accepted.get(0).sent());
        for (var next : accepted.subList(1, accepted.size())) {
            expected = expected.seenAt(decidedAt(next));
            if (expected.state() != HoldState.OPEN) {
                return Optional.of("was " + expected.state().word() + ", and '"
                        + next.sent().key() + "' was accepted after that");
            }
            expected = expected.after(next);
        }
        expected = expected.seenAt(at);
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("is " + actual.sentence() + ", but by the requests " + expected.sentence());
    }

    private static Instant decidedAt(Answered accepted) {
        return ((Told.Decided) accepted.told()).receipt().decidedAt();
    }

    static boolean makes(Answered answered) {
        return answered.sent().kind() == Kind.HOLD;
    }

    private String sentence(String fault) {
        return "hold " + hold.number() + " " + fault;
    }
}
