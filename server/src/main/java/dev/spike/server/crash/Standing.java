package dev.spike.server.crash;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.CaptureRequest.Rest;
import dev.spike.ledger.HoldState;
import dev.spike.server.crash.Journal.Answered;
import dev.spike.server.crash.Told.Decided;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a hold stands, in the books or by the requests.
 *
 * @param deadline none is never; a closed hold keeps its last
 * @param setAside 0 when it is not open
 */
record Standing(HoldState state, @Nullable Instant deadline, long setAside) {

    static Standing made(Sent hold) {
        return new Standing(HoldState.OPEN, hold.until(), requireNonNull(hold.amount()));
    }

    /** After one more request that was accepted while it was open. */
    Standing after(Answered accepted) {
        var sent = accepted.sent();
        return switch (sent.kind()) {
            case CAPTURE ->
                captured(((Decided) accepted.told()).receipt().asked().amount(), sent.rest());
            case RELEASE -> closed(HoldState.RELEASED);
            case EXTEND -> new Standing(state, sent.until(), setAside);
            case ADD, REMOVE, SPEND, SPEND_ALL, HOLD, VOID, REVERSE ->
                throw new IllegalArgumentException("To " + sent.kind().word() + " does nothing to a hold.");
        };
    }

    private Standing captured(long amount, Rest rest) {
        if (rest == Rest.KEPT && amount < setAside) {
            return new Standing(state, deadline, setAside - amount);
        }
        return closed(amount == 0 ? HoldState.RELEASED : HoldState.CAPTURED);
    }

    private Standing closed(HoldState closed) {
        return new Standing(closed, deadline, 0);
    }

    /** An open hold whose deadline has passed has lapsed, whether or not the books say so yet. */
    Standing seenAt(Instant instant) {
        boolean lapsed = state == HoldState.OPEN && deadline != null && !deadline.isAfter(instant);
        return lapsed ? closed(HoldState.LAPSED) : this;
    }

    String sentence() {
        return state.word() + " with " + setAside + " set aside, "
                + (deadline == null ? "without deadline" : "deadline " + deadline);
    }
}
