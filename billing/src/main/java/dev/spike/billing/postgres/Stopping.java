package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.postgres.Settling.Reason;
import dev.spike.billing.postgres.SubscriptionRow.Told;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.SubscriptionProvider;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A subscription is cancelled, at once or later, or goes on after all. */
final class Stopping {

    private final BillingDatabase database;
    private final AskingProvider asking;
    private final Settling settling;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final Turning turning = new Turning();

    Stopping(BillingDatabase database, AskingProvider asking, Settling settling) {
        this.database = database;
        this.asking = asking;
        this.settling = settling;
    }

    /** The subscription that goes on, or will end; none if there is none. */
    Optional<SubscriptionRow> live(Owner owner) {
        return database.read(connection -> subscriptions.latest(connection, owner).stream()
                .filter(row -> row.told().state().isLive())
                .findFirst());
    }

    SubscribeResult atPeriodEnd(Owner owner, Instant now) {
        return change(
                owner,
                now,
                told -> told.endingAt(requireNonNull(told.period()).end()),
                SubscriptionProvider::cancelAtPeriodEnd);
    }

    SubscribeResult atOnce(Owner owner, Instant now) {
        return change(owner, now, told -> told.endingAt(now), SubscriptionProvider::cancelNow);
    }

    SubscribeResult resume(Owner owner, Instant now) {
        return change(owner, now, told -> told.endingAt(null), SubscriptionProvider::resume);
    }

    private SubscribeResult change(
            Owner owner,
            Instant now,
            UnaryOperator<Told> ours,
            BiFunction<SubscriptionProvider, String, Answer<ProviderSubscription>> theirs) {
        try {
            var live = live(owner).orElseThrow(Stopping::notSubscribed);
            if (!live.isComped()) {
                var provider = asking.subscriptions();
                database.inTransaction((connection, untold) -> {
                    asking.noteAsking(connection, live, now);
                    return live;
                });
                return asking.result(live, theirs.apply(provider, live.key()), now);
            }
            database.inTransaction((connection, untold) -> {
                subscribers.lock(connection, owner);
                var row = subscriptions.find(connection, live.key()).orElseThrow();
                if (row.told().state().isLive()) {
                    turning.turn(connection, untold, row, ours.apply(row.told()), now);
                    settling.settle(connection, untold, owner, Reason.TOUCHED, now);
                }
                return owner;
            });
            return asking.done(owner, now);
        } catch (BillingException e) {
            return new SubscribeResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    static BillingException notSubscribed() {
        return new BillingException(
                BillingError.NOT_SUBSCRIBED,
                "There is no subscription that goes on, so nothing can be changed about it; subscribe first.");
    }
}
