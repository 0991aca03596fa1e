package dev.spike.testkit.linearizability;

import dev.spike.ledger.Balance;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one account on which time stands still and nothing may be owed, one request after the other. Immutable.
 *
 * @param open what is still set aside by each open hold
 * @param closed how each other hold ended
 */
record SmallLedger(long available, Map<HoldId, Long> open, Map<HoldId, HoldState> closed) {

    SmallLedger {
        open = Map.copyOf(open);
        closed = Map.copyOf(closed);
    }

    static SmallLedger with(long available) {
        return new SmallLedger(available, Map.of(), Map.of());
    }

    /** What the account becomes, and what it answers. */
    record Next(SmallLedger ledger, Answer answer) {}

    /** The account after the request, if it would have answered just that. */
    Optional<SmallLedger> after(Request request, Answer answer) {
        if (answer instanceof Answer.Fallen) {
            return Optional.of(this);
        }
        var fresh = answer instanceof Answer.Held held ? held.hold() : new HoldId(0);
        return next(request, fresh).filter(next -> next.answer().equals(answer)).map(Next::ledger);
    }

    /**
     * Decides the request; a request about a hold that is not there has no answer.
     *
     * @param fresh the id of the hold if one is made
     */
    Optional<Next> next(Request request, HoldId fresh) {
        if (request instanceof Request.Add add) {
            return done(new SmallLedger(available + add.amount(), open, closed));
        } else if (request instanceof Request.Spend spend) {
            return spend.amount() > available
                    ? declined()
                    : done(new SmallLedger(available - spend.amount(), open, closed));
        } else if (request instanceof Request.SetAside hold) {
            return hold.amount() > available ? declined() : setAside(fresh, hold.amount());
        } else if (request instanceof Request.Capture capture) {
            return onHold(capture.hold(), held -> capture(capture.hold(), held, capture.amount(), 0));
        } else if (request instanceof Request.CapturePart capture) {
            return onHold(
                    capture.hold(),
                    held -> capture(capture.hold(), held, capture.amount(), Math.max(0, held - capture.amount())));
        } else if (request instanceof Request.Release release) {
            return onHold(release.hold(), held -> done(closing(release.hold(), HoldState.RELEASED, held)));
        }
        return done(this);
    }

    private interface OnOpenHold {

        Optional<Next> with(long held);
    }

    private Optional<Next> onHold(HoldId hold, OnOpenHold decision) {
        var state = closed.get(hold);
        if (state != null) {
            return Optional.of(new Next(this, new Answer.Closed(state)));
        }
        var held = open.get(hold);
        return held == null ? Optional.empty() : decision.with(held);
    }

    private Optional<Next> setAside(HoldId fresh, long amount) {
        if (open.containsKey(fresh) || closed.containsKey(fresh)) {
            return Optional.empty();
        }
        var after = new SmallLedger(available - amount, withOpen(fresh, amount), closed);
        return Optional.of(new Next(after, new Answer.Held(fresh, after.balance())));
    }

    /** Less than is held gives the rest back or keeps it; more is spent besides, or refused with the whole. */
    private Optional<Next> capture(HoldId hold, long held, long amount, long kept) {
        if (amount - held > available) {
            return declined();
        }
        if (kept > 0) {
            return done(new SmallLedger(available, withOpen(hold, kept), closed));
        }
        return done(closing(hold, amount == 0 ? HoldState.RELEASED : HoldState.CAPTURED, held - amount));
    }

    /** @param back what becomes available again; below zero where more was captured than held */
    private SmallLedger closing(HoldId hold, HoldState state, long back) {
        var stillOpen = new HashMap<>(open);
        stillOpen.remove(hold);
        var ended = new HashMap<>(closed);
        ended.put(hold, state);
        return new SmallLedger(available + back, stillOpen, ended);
    }

    private Map<HoldId, Long> withOpen(HoldId hold, long amount) {
        var more = new HashMap<>(open);
        more.put(hold, amount);
        return more;
    }

    private static Optional<Next> done(SmallLedger after) {
        return Optional.of(new Next(after, new Answer.Done(after.balance())));
    }

    private Optional<Next> declined() {
        return Optional.of(new Next(this, new Answer.Declined(balance())));
    }

    Balance balance() {
        return new Balance(
                available, open.values().stream().mapToLong(Long::longValue).sum(), 0);
    }
}
