package dev.spike.billing.postgres;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions whose answer is not known are asked again under their keys, and so are pages that have long been open: whoever paid
 * gets what was bought also when every webhook is lost. Each is claimed first, so that two nodes ask about different ones.
 */
final class Reconciling {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);

    /** Longer than a call takes, so that nobody asks about what is just being asked. */
    static final Duration UNANSWERED = Duration.ofMinutes(1);

    /** A customer who pays comes back before that; the rest can wait. */
    static final Duration OPEN = Duration.ofMinutes(15);

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Answering answering;
    private final Refunding refunding;
    private final ReconcilingPlans plans;
    private final Forgetting forgetting;
    private final CheckoutStore checkouts = new CheckoutStore();
    private final RefundRequestStore refunds = new RefundRequestStore();

    Reconciling(
            BillingSettings settings,
            BillingDatabase database,
            Answering answering,
            Refunding refunding,
            ReconcilingPlans plans,
            Forgetting forgetting) {
        this.settings = settings;
        this.database = database;
        this.answering = answering;
        this.refunding = refunding;
        this.plans = plans;
        this.forgetting = forgetting;
    }

    /** How many were asked about. */
    int reconcile(Instant now, int limit) {
        var provider = settings.provider();
        return provider == null
                ? 0
                : checkouts(provider, now, limit)
                        + refunds(provider, now, limit)
                        + plans.reconcile(provider, now, limit)
                        + forgetting.askAgain(provider, now, limit);
    }

    private int checkouts(PaymentProvider provider, Instant now, int limit) {
        var claimed = database.inTransaction((connection, untold) -> checkouts.claim(
                connection,
                provider.name(),
                new CheckoutStore.AskedBefore(now.minus(UNANSWERED), now.minus(OPEN)),
                now,
                limit));
        for (var key : claimed) {
            alone("checkout " + key, () -> answered(provider.checkout(key), key, now));
        }
        return claimed.size();
    }

    /** An answer that cannot be noted, as it contradicts what is known, keeps no other from being asked for. */
    static void alone(String what, Runnable asking) {
        try {
            asking.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "What the provider says about {} could not be noted; it is asked again later", what, Unsaid.of(e));
        }
    }

    private void answered(Answer<Checkout> answer, String key, Instant now) {
        answer.<Object>fold(
                checkout -> checkout.<Object>fold(
                        open -> answering.open(open, now),
                        paid -> answering.paid(paid, now),
                        expired -> answering.expired(expired.key(), now)),
                refused -> refused(refused, key, now),
                unknown -> answering.unknown(key, unknown.cause(), now));
    }

    /** One that was never opened may just be about to be, until its time is over. */
    private Object refused(Answer.Refused<Checkout> refused, String key, Instant now) {
        var asked = database.read(connection -> checkouts.find(connection, key));
        boolean isOver =
                asked.filter(checkout -> !checkout.expiresAt().isAfter(now)).isPresent();
        if (refused.refusal() == Refusal.NOT_FOUND && isOver) {
            return answering.expired(key, now);
        }
        LOG.warn("The provider has no answer about checkout {}: {}", key, Shown.cause(refused.message()));
        return refused;
    }

    /** Money that was to be returned is asked for again: under its key it is returned once. */
    private int refunds(PaymentProvider provider, Instant now, int limit) {
        var claimed = database.inTransaction(
                (connection, untold) -> refunds.claim(connection, provider.name(), now.minus(UNANSWERED), now, limit));
        for (var asked : claimed) {
            alone("refund " + asked.key(), () -> refunding.ask(asked, now));
        }
        return claimed.size();
    }
}
