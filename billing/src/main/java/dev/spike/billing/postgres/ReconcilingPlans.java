package dev.spike.billing.postgres;

import dev.spike.billing.postgres.SubscriptionAskStore.Claimed;
import dev.spike.billing.postgres.SubscriptionAskStore.Silent;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions of which the provider said nothing when it should have are asked about: pages, changes that were not answered,
 * and periods that are over. What was asked for is not asked for again, as whoever wanted it was told to; but if it took effect
 * it is learned.
 */
final class ReconcilingPlans {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcilingPlans.class);

    /** Providers take the money up to hours after a period has begun, and what is left of the old one is bridged. */
    static final Duration OVER = Duration.ofHours(1);

    private final BillingDatabase database;
    private final AskingProvider asking;
    private final SubscriptionAskStore asked = new SubscriptionAskStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();

    ReconcilingPlans(BillingDatabase database, AskingProvider asking) {
        this.database = database;
        this.asking = asking;
    }

    /** How many were asked about. */
    int reconcile(PaymentProvider provider, Instant now, int limit) {
        var plans = provider.subscriptions();
        return plans.isEmpty() ? 0 : reconcile(provider, plans.get(), now, limit);
    }

    private int reconcile(PaymentProvider provider, SubscriptionProvider plans, Instant now, int limit) {
        var silent = new Silent(Reconciling.UNANSWERED, Reconciling.OPEN, OVER);
        var claimed = database.inTransaction(
                (connection, untold) -> asked.claim(connection, provider.name(), silent, now, limit));
        for (var one : claimed) {
            Reconciling.alone("subscription " + one.key(), () -> ask(provider, plans, one, now));
        }
        return claimed.size();
    }

    private void ask(PaymentProvider provider, SubscriptionProvider plans, Claimed one, Instant now) {
        var row = database.read(connection -> subscriptions.find(connection, one.key()))
                .orElseThrow();
        if (row.told().state() == SubscriptionState.ASKED) {
            page(plans, provider.checkout(one.key()), one, now);
        } else {
            stands(plans.subscription(one.key()), one.key(), now);
        }
    }

    private void page(SubscriptionProvider plans, Answer<Checkout> answer, Claimed row, Instant now) {
        answer.<Optional<String>>fold(
                checkout -> checkout.<Optional<String>>fold(
                        open -> answered(row.key()),
                        paid -> stands(plans.subscription(row.key()), row.key(), now),
                        expired -> givenUp(row.key(), now)),
                refused -> neverOpened(refused, row, now),
                unknown -> unanswered(row.key(), unknown.cause()));
    }

    /** One that was never opened may just be about to be, until its time is over. */
    private Optional<String> neverOpened(Answer.Refused<Checkout> refused, Claimed row, Instant now) {
        boolean isOver = !row.askedAt().plus(CheckingOut.PAGE_LASTS).isAfter(now);
        return refused.refusal() == Refusal.NOT_FOUND && isOver
                ? givenUp(row.key(), now)
                : refused(row.key(), refused.message());
    }

    private Optional<String> stands(Answer<ProviderSubscription> answer, String key, Instant now) {
        return answer.<Optional<String>>fold(
                told -> {
                    asking.hear(told, now);
                    return Optional.of(key);
                },
                refused -> refused(key, refused.message()),
                unknown -> unanswered(key, unknown.cause()));
    }

    private Optional<String> answered(String key) {
        asking.answered(key);
        return Optional.of(key);
    }

    private Optional<String> givenUp(String key, Instant now) {
        asking.givenUp(key, now);
        return Optional.of(key);
    }

    private Optional<String> refused(String key, String message) {
        LOG.warn("The provider has no answer about subscription {}: {}", key, Shown.cause(message));
        return Optional.empty();
    }

    private Optional<String> unanswered(String key, String cause) {
        asking.unanswered(key, cause);
        return Optional.empty();
    }
}
