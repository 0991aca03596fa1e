package dev.spike.provider.local;

import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import dev.spike.billing.provider.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Does what is due, step by step, each as of the instant at which it was: so the calendar does not depend on how often anybody
 * looks, and who was not looked at for months has every period billed in its order.
 */
final class Renewing {

    private final SubscriptionStore store = new SubscriptionStore();
    private final Methods methods = new Methods();
    private final Taking taking;
    private final Outbox outbox;

    Renewing(Taking taking, Outbox outbox) {
        this.taking = taking;
        this.outbox = outbox;
    }

    /**
     * Takes at most so many steps, the longest due first.
     *
     * @return how many it took
     */
    int bill(Connection connection, Instant now, int limit) throws SQLException {
        int steps = 0;
        while (steps < limit) {
            var due = store.due(connection, now, 1);
            if (due.isEmpty()) {
                return steps;
            }
            step(connection, store.find(connection, due.get(0)).orElseThrow());
            steps++;
        }
        return steps;
    }

    /** The subscription as it stands now, whatever was due until then. */
    Optional<Subscription> current(Connection connection, Instant now, String key) throws SQLException {
        var found = store.find(connection, key);
        while (found.isPresent() && isDue(found.get(), now)) {
            step(connection, found.get());
            found = store.find(connection, key);
        }
        return found;
    }

    private static boolean isDue(Subscription subscription, Instant now) {
        return subscription.dueAt().filter(due -> !due.isAfter(now)).isPresent();
    }

    private void step(Connection connection, Subscription due) throws SQLException {
        var at = due.dueAt().orElseThrow();
        switch (due.state()) {
            case TRIAL, ACTIVE -> {
                if (due.shown().endsAt() == null) {
                    attempt(connection, at, due, due.renewed());
                } else {
                    change(connection, at, due, due.ended(at));
                }
            }
            case PAST_DUE -> attempt(connection, at, due, due);
            case ENDED ->
                throw new IllegalStateException("The subscription '" + due.key() + "' has ended, and is due.");
        }
    }

    /** Takes what is owed from the default card, or notes that it could not. */
    private void attempt(Connection connection, Instant at, Subscription before, Subscription owing)
            throws SQLException {
        if (refusal(connection, owing).isEmpty()) {
            pay(connection, at, before, owing);
        } else {
            outbox.tell(connection, new PeriodUnpaid(at, owing.key(), owing.billed()));
            change(connection, at, before, owing.unpaid(at));
        }
    }

    /** Why what is owed could not be taken; what costs nothing needs no card. */
    Optional<Refusal> refusal(Connection connection, Subscription owing) throws SQLException {
        return owing.bill().owed().isZero() ? Optional.empty() : methods.whenCharged(connection, owing.customerId());
    }

    /** What is owed is taken. */
    Payment pay(Connection connection, Instant at, Subscription before, Subscription owing) throws SQLException {
        var payment =
                taking.take(connection, at, owing.customerId(), owing.bill().owed());
        outbox.tell(connection, new PeriodPaid(at, owing.key(), owing.billed(), payment));
        change(connection, at, before, owing.paid());
        return payment;
    }

    /** Writes what it has become, and tells it where it shows. */
    Subscription change(Connection connection, Instant at, Subscription before, Subscription after)
            throws SQLException {
        if (after.shown().equals(before.shown()) && !isNew(before)) {
            if (!after.equals(before)) {
                store.save(connection, after);
            }
            return after;
        }
        var changed = after.versioned(before.shown().version() + 1);
        store.save(connection, changed);
        outbox.tell(connection, new SubscriptionChanged(at, changed.shown()));
        return changed;
    }

    private static boolean isNew(Subscription subscription) {
        return subscription.shown().version() == 0;
    }
}
