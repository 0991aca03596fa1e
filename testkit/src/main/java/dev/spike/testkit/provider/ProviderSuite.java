package dev.spike.testkit.provider;

import dev.spike.billing.provider.PaymentProvider;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.AfterEach;

/** What all parts of the contract begin with. */
abstract class ProviderSuite {

    final ProviderUnderTest under;
    final Shopper shopper;

    ProviderSuite(Maker maker) {
        under = maker.make();
        shopper = new Shopper(under);
    }

    @AfterEach
    void close() {
        under.close();
    }

    PaymentProvider provider() {
        return under.provider();
    }
}
