package dev.spike.testkit.provider;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts about subscriptions begin with; a provider that offers none is skipped. */
abstract class SubscriptionSuite extends ProviderSuite {

    final Subscriber subscriber;

    SubscriptionSuite(Maker maker) {
        super(maker);
        subscriber = new Subscriber(under, shopper);
    }

    @BeforeEach
    void skipWhoOffersNone() {
        assumeTrue(
                provider().subscriptions().isPresent(),
                () -> "The provider '" + provider().name()
                        + "' offers no subscriptions, so there is nothing to keep to.");
    }

    /** So that the tests after this one, on the same books, do not bill it too. */
    @AfterEach
    void end() {
        provider().subscriptions().ifPresent(subscriptions -> subscriptions.cancelNow(subscriber.key));
    }

    SubscriptionProvider subscriptions() {
        return subscriber.provider();
    }
}
