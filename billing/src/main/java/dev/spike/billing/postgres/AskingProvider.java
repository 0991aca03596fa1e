package dev.spike.billing.postgres;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.SubscriptionProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The provider's answers about a subscription take effect as if they had been told, and become ours. */
final class AskingProvider {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Hearing hearing;
    private final Shaping shaping;
    private final SubscriptionAskStore asks = new SubscriptionAskStore();

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

    /** Notes that a change will be asked for, so that its answer is looked for also if nobody is there to hear it. */
    void noteAsking(Connection connection, SubscriptionRow row, Instant now) throws SQLException {
        asks.asking(connection, row, now);
    }

    /**
     * Where the owner stands after the answer about the subscription.
     *
     * @param asked when it was asked, which is earlier than what it did
     */
    SubscribeResult result(SubscriptionRow row, Answer<ProviderSubscription> answer, Instant asked) {
        return answer.<SubscribeResult>fold(
                told -> heard(row.owner(), told, answeredAt(asked)),
                refused -> refused(row.key(), refused.message()),
                unknown -> unanswered(row.key(), unknown.cause()));
    }

    private SubscribeResult heard(Owner owner, ProviderSubscription told, Instant now) {
        hearAt(told, now);
        return done(owner, now);
    }

    /** It was asked at the instant how it stands. */
    void hear(ProviderSubscription told, Instant asked) {
        hearAt(told, answeredAt(asked));
    }

    private Instant answeredAt(Instant asked) {
        var now = settings.now();
        return now.isBefore(asked) ? asked : now;
    }

    private void hearAt(ProviderSubscription told, Instant now) {
        var outcome = database.inTransaction((connection, untold) -> {
            var heard = hearing.changed(connection, untold, told, now, now);
            asks.answered(connection, told.key());
            return heard;
        });
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("The provider answered for the subscription " + Shown.quoted(told.key())
                    + ", which it was not asked for; its answers cannot be relied on.");
        }
    }

    private SubscribeResult refused(String key, String message) {
        answered(key);
        return new SubscribeResult.Refused(BillingError.PROVIDER_REFUSED, Shown.cause(message));
    }

    /** There is nothing to be learned any more of what was asked. */
    void answered(String key) {
        database.inTransaction((connection, untold) -> {
            asks.answered(connection, key);
            return key;
        });
    }

    SubscribeResult unanswered(String key, String cause) {
        database.inTransaction((connection, untold) -> {
            asks.unanswered(connection, key, Shown.cause(cause));
            return key;
        });
        return new SubscribeResult.TryAgain(Shown.cause(cause));
    }

    /** What was to begin under the key does not; should it all the same, that is told. */
    void givenUp(String key, Instant now) {
        database.inTransaction((connection, untold) -> hearing.pageExpired(connection, key, now));
    }

    SubscribeResult.Done done(Owner owner, Instant now) {
        return new SubscribeResult.Done(shaping.subscription(owner, now));
    }
}
