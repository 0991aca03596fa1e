package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.postgres.PlanTermsStore.When;
import dev.spike.billing.postgres.Settling.Reason;
import dev.spike.billing.postgres.SubscriptionRow.Told;
import dev.spike.billing.provider.SwitchRequest;
import dev.spike.billing.renewal.PaidPeriod;
import dev.spike.ledger.IdempotencyKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Another plan is to hold, now or when the period ends. The terms are written down under a number of their own before the
 * provider is asked, so that whatever it tells later says by which terms it was.
 */
final class Switching {

    private final BillingDatabase database;
    private final AskingProvider asking;
    private final Settling settling;
    private final Prolonging prolonging;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final PaidPeriodStore periods = new PaidPeriodStore();
    private final Turning turning = new Turning();

    Switching(BillingSettings settings, BillingDatabase database, AskingProvider asking, Settling settling) {
        this.database = database;
        this.asking = asking;
        this.settling = settling;
        this.prolonging = new Prolonging(settings);
    }

    SubscribeResult now(Owner owner, Catalogue catalogue, String planId, Interval interval, Instant now) {
        return change(owner, catalogue, planId, interval, When.NOW, now);
    }

    SubscribeResult atPeriodEnd(Owner owner, Catalogue catalogue, String planId, Interval interval, Instant now) {
        return change(owner, catalogue, planId, interval, When.AT_PERIOD_END, now);
    }

    private SubscribeResult change(
            Owner owner, Catalogue catalogue, String planId, Interval interval, When when, Instant now) {
        try {
            var chosen = payable(Choosing.of(catalogue, planId, interval));
            var asked = database.inTransaction((connection, untold) -> noted(connection, owner, chosen, when, now));
            if (asked.isDone()) {
                return asking.done(owner, now);
            }
            var subscriptionKey = asked.row().key();
            var theirs = asked.terms().of(subscriptionKey);
            var request = new SwitchRequest(theirs.reference(), subscriptionKey, theirs);
            var provider = asking.subscriptions();
            var answer = asked.when() == When.NOW ? provider.switchNow(request) : provider.switchAtPeriodEnd(request);
            var result = asking.result(asked.row(), answer, now);
            if (result instanceof SubscribeResult.Refused) {
                database.inTransaction((connection, untold) -> {
                    terms.refused(
                            connection, owner, subscriptionKey, asked.terms().switchNumber());
                    return owner;
                });
            }
            return result;
        } catch (BillingException e) {
            return new SubscribeResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    private static Choosing payable(Choosing chosen) {
        if (chosen.price() == null) {
            throw new BillingException(
                    BillingError.PLAN_UNKNOWN,
                    "The plan " + Shown.quoted(chosen.plan().id())
                            + " is free, so nobody is switched to it; cancel, and it holds afterwards.");
        }
        return chosen;
    }

    /** @param isDone whether the plan holds already, and goes on */
    private record Asked(SubscriptionRow row, PlanTerms terms, When when, boolean isDone) {}

    /** An earlier wish for the same that was not answered is asked for again, under its number. */
    private Asked noted(Connection connection, Owner owner, Choosing chosen, When when, Instant now)
            throws SQLException {
        subscribers.lock(connection, owner);
        var row = live(connection, owner);
        if (row.isComped()) {
            throw new BillingException(
                    BillingError.NOT_SUBSCRIBED,
                    "The plan is given for nothing, so there is no payment to change; subscribe to the other one.");
        }
        var current = terms.find(connection, owner, row.key(), row.told().switchNumber())
                .orElseThrow();
        if (when == When.NOW && current.isFor(chosen.plan(), chosen.interval())) {
            return goingOn(connection, row, current, now);
        }
        asking.noteAsking(connection, row, now);
        var latest = terms.latest(connection, owner, row.key());
        boolean unanswered =
                latest.switchNumber() > row.told().switchNumber() && latest.when() == when && !latest.refused();
        if (unanswered) {
            var earlier = terms.find(connection, owner, row.key(), latest.switchNumber())
                    .orElseThrow();
            if (earlier.equals(chosen.terms(latest.switchNumber()))) {
                return new Asked(row, earlier, when, false);
            }
        }
        var added = chosen.terms(latest.switchNumber() + 1);
        terms.add(connection, owner, row.key(), added, when);
        return new Asked(row, added, when, false);
    }

    /** The plan that holds is wanted: if another is to come it comes no more, and this one goes on by its own terms. */
    private Asked goingOn(Connection connection, SubscriptionRow row, PlanTerms current, Instant now)
            throws SQLException {
        var waiting = terms.waiting(connection, row);
        if (waiting.isEmpty()) {
            return new Asked(row, current, When.NOW, true);
        }
        asking.noteAsking(connection, row, now);
        var next = terms.find(connection, row.owner(), row.key(), waiting.getAsInt())
                .orElseThrow();
        if (next.plan().equals(current.plan())) {
            return new Asked(row, next, When.AT_PERIOD_END, false);
        }
        int number = terms.latest(connection, row.owner(), row.key()).switchNumber() + 1;
        var again = new PlanTerms(number, current.plan(), current.price(), current.provides());
        terms.add(connection, row.owner(), row.key(), again, When.AT_PERIOD_END);
        return new Asked(row, again, When.AT_PERIOD_END, false);
    }

    private SubscriptionRow live(Connection connection, Owner owner) throws SQLException {
        return subscriptions.latest(connection, owner).stream()
                .filter(row -> row.told().state().isLive())
                .findFirst()
                .orElseThrow(Stopping::notSubscribed);
    }

    /** Begins to give a plan for nothing, or gives another from now on. */
    SubscribeResult withoutPayment(Owner owner, Catalogue catalogue, String planId, Interval interval, Instant now) {
        try {
            var chosen = Choosing.of(catalogue, planId, interval).withoutPayment();
            database.inTransaction((connection, untold) -> {
                subscribers.lock(connection, owner);
                give(connection, untold, owner, chosen, now);
                settling.settle(connection, untold, owner, Reason.TOUCHED, now);
                return owner;
            });
            return asking.done(owner, now);
        } catch (BillingException e) {
            return new SubscribeResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    private void give(Connection connection, Untold untold, Owner owner, Choosing chosen, Instant now)
            throws SQLException {
        var live = subscriptions.latest(connection, owner).stream()
                .filter(row -> row.told().state().isLive())
                .findFirst();
        if (live.isPresent() && !live.get().isComped()) {
            throw new BillingException(
                    BillingError.SUBSCRIBED_FOR_MONEY,
                    "There is a subscription that is paid for, and a plan given for nothing would leave it paid; cancel it"
                            + " first.");
        }
        var row = live.orElseGet(() ->
                new SubscriptionRow(owner, "sub_" + IdempotencyKey.random().text(), null, null, null, Told.ASKED));
        if (chosen.plan().isFree()) {
            if (live.isPresent()) {
                var end = requireNonNull(row.told().period()).end();
                turning.turn(connection, untold, row, row.told().endingAt(end), now);
            }
            return;
        }
        int number = 0;
        if (live.isPresent()) {
            var current = terms.find(connection, owner, row.key(), row.told().switchNumber())
                    .orElseThrow();
            if (current.isFor(chosen.plan(), chosen.interval())) {
                turning.turn(connection, untold, row, row.told().endingAt(null), now);
                return;
            }
            number = terms.latest(connection, owner, row.key()).switchNumber() + 1;
        } else {
            subscriptions.add(connection, row, now);
        }
        terms.add(connection, owner, row.key(), chosen.terms(number), When.NOW);
        var span = prolonging.first(now, chosen.interval());
        periods.paid(connection, row, new PaidPeriod(number, PaidPeriod.Kind.of(chosen.interval()), span, now));
        var told = row.told().in(SubscriptionState.ACTIVE).during(number, span).endingAt(null);
        turning.turn(connection, untold, row, told, now);
    }
}
