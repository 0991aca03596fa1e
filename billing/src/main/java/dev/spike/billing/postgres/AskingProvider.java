package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.SubscriptionProvider;
import java.time.Instant;

/** The provider's answers about a subscription take effect as if they had been told, and become ours. */
final class AskingProvider {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Hearing hearing;
    private final Shaping shaping;

    AskingProvider(BillingSettings settings, BillingDatabase database, Hearing hearing) {
        this.settings = settings;
        this.database = database;
        this.hearing = hearing;
        this.shaping = new Shaping(settings, database);
    }

    PaymentProvider provider() {
        var provider = settings.provider();
        if (provider == null) {
            throw missing();
        }
        return provider;
    }

    SubscriptionProvider subscriptions() {
        return provider().subscriptions().orElseThrow(AskingProvider::missing);
    }

    private static BillingException missing() {
        return new BillingException(
                BillingError.PROVIDER_MISSING,
                "The plan is to be paid, and no provider takes money for subscriptions; build billing with one that does.");
    }

    /** Where the owner stands after the answer. */
    SubscribeResult result(Owner owner, Answer<ProviderSubscription> answer, Instant now) {
        return answer.<SubscribeResult>fold(
                told -> heard(owner, told, now),
                refused -> new SubscribeResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(refused.message())),
                unknown -> new SubscribeResult.TryAgain(Shown.cause(unknown.cause())));
    }

    private SubscribeResult heard(Owner owner, ProviderSubscription told, Instant now) {
        var outcome =
                database.inTransaction((connection, untold) -> hearing.changed(connection, untold, told, now, now));
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("The provider answered for the subscription " + Shown.quoted(told.key())
                    + ", which it was not asked for; its answers cannot be relied on.");
        }
        return done(owner, now);
    }

    /** What was to begin under the key does not; should it all the same, that is told. */
    void givenUp(String key, Instant now) {
        database.inTransaction((connection, untold) -> hearing.pageExpired(connection, key, now));
    }

    SubscribeResult.Done done(Owner owner, Instant now) {
        return new SubscribeResult.Done(shaping.subscription(owner, now));
    }
}
