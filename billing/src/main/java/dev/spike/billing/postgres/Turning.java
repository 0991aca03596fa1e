package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.postgres.SubscriptionRow.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription stands otherwise than before: that is kept, and told to those who listen. The subscriber's lock is held. */
final class Turning {

    private static final Logger LOG = LoggerFactory.getLogger(Turning.class);

    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();

    void turn(Connection connection, Untold untold, SubscriptionRow row, Told told, Instant now) throws SQLException {
        boolean began = !row.told().state().isLive() && told.state().isLive();
        if (began) {
            takePlaceOfOthers(connection, untold, row, now);
        }
        subscriptions.save(connection, row.with(told), now);
        if (told.endsAt() != null) {
            terms.giveUpWaiting(connection, row, told.switchNumber());
        }
        tell(connection, untold, row, told, began);
    }

    /** What is given for nothing ends where something is paid for; two that are paid for are for people to look at. */
    private void takePlaceOfOthers(Connection connection, Untold untold, SubscriptionRow row, Instant now)
            throws SQLException {
        for (var other : subscriptions.latest(connection, row.owner())) {
            boolean another = other.told().state().isLive() && !other.key().equals(row.key());
            if (another && other.isComped()) {
                var ended = other.told().in(SubscriptionState.ENDED).endingAt(now);
                subscriptions.save(connection, other.with(ended), now);
                untold.add(new BillingEvent.SubscriptionDeactivated(
                        row.owner().billable(), other.key(), plan(connection, other, other.told())));
            } else if (another) {
                LOG.error(
                        "Subscription {} began while {} of the same billable goes on; end one", row.key(), other.key());
            }
        }
    }

    private SubscribedPlan plan(Connection connection, SubscriptionRow row, Told told) throws SQLException {
        return terms.find(connection, row.owner(), row.key(), told.switchNumber())
                .orElseThrow()
                .plan();
    }

    private void tell(Connection connection, Untold untold, SubscriptionRow row, Told told, boolean began)
            throws SQLException {
        var before = row.told();
        var billable = row.owner().billable();
        var plan = plan(connection, row, told);
        boolean switched = !began && told.state().isLive() && told.switchNumber() != before.switchNumber();
        if (switched) {
            untold.add(new BillingEvent.SubscriptionDeactivated(billable, row.key(), plan(connection, row, before)));
        }
        if (began || switched) {
            untold.add(new BillingEvent.SubscriptionActivated(billable, row.key(), plan));
        }
        var endsAt = told.endsAt();
        var period = told.period();
        boolean atPeriodEnd = endsAt != null && period != null && !endsAt.isBefore(period.end());
        if (before.endsAt() == null && endsAt != null && atPeriodEnd) {
            untold.add(new BillingEvent.SubscriptionCancelled(billable, row.key(), plan, endsAt));
        }
        if (before.endsAt() != null && endsAt == null && !began) {
            untold.add(new BillingEvent.SubscriptionResumed(billable, row.key(), plan));
        }
        if (told.state() == SubscriptionState.PAST_DUE && before.state() != SubscriptionState.PAST_DUE) {
            untold.add(new BillingEvent.SubscriptionPastDue(billable, row.key(), plan));
        }
    }
}
