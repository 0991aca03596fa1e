package dev.spike.testkit.provider;

import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refund;
import dev.spike.testkit.SettableClock;
import java.time.Instant;
import java.util.List;

/** A provider that the suite drives, with all that is not ours to do: what customers, banks and the network do. */
public interface ProviderUnderTest extends AutoCloseable {

    /** When every test begins. */
    Instant START = Instant.parse("2026-04-01T00:00:00Z");

    /** Makes the provider for one test, its clock at {@link #START}; what other tests did may still be there. */
    @FunctionalInterface
    interface Maker {

        ProviderUnderTest make();
    }

    PaymentProvider provider();

    /** The same provider over a line on which every reply is lost: what is asked is done there, and not known here. */
    PaymentProvider losingReplies();

    /** The provider's own clock. */
    SettableClock clock();

    /** Pays at the checkout's page as a customer does; says what the page says. */
    Page pay(Checkout.Open checkout, Card card);

    /** Confirms the payment that the page asked to have confirmed. */
    Page confirm(Checkout.Open checkout);

    /** Quarrels about all that is left of the payment. */
    Dispute dispute(String paymentId);

    void lose(Dispute dispute);

    void win(Dispute dispute);

    /** Lets the refund not reach the customer. */
    void fail(Refund refund);

    /** Makes the card the one that the customer pays with from now on; only who offers subscriptions needs it. */
    default void saveCard(String customerId, Card card) {
        throw new UnsupportedOperationException("A provider that offers subscriptions saves cards here.");
    }

    /** Does what is due of subscriptions by the provider's clock; only who offers them needs it. */
    default void bill() {
        throw new UnsupportedOperationException("A provider that offers subscriptions bills here.");
    }

    /** Tries at once to take what the subscription owes; only who offers subscriptions needs it. */
    default void retry(String subscriptionKey) {
        throw new UnsupportedOperationException("A provider that offers subscriptions tries again here.");
    }

    /** What the provider now sends to somebody who accepts everything; nothing comes back a second time. */
    List<RawWebhook> arrived();

    /** Signs the bytes as the provider would: by each signer, in one request. */
    SignedWebhook sign(byte[] body, Instant at, List<Signer> signers);

    @Override
    default void close() {}

    /** A card of the customer's. */
    enum Card {
        /** It pays, here and later. */
        GOOD,
        /** It never pays. */
        DECLINED,
        /** It pays when the customer confirms, so never with nobody there. */
        NEEDS_AUTHENTICATION,
        /** It pays here, and is declined later. */
        EXPIRES_LATER
    }

    /** What a checkout's page says. */
    enum Page {
        PAID,
        DECLINED,
        NEEDS_AUTHENTICATION,
        EXPIRED
    }

    /** Whose secret signs. */
    enum Signer {
        /** The secret of today. */
        CURRENT,
        /** The secret that is being replaced, and is still good. */
        PREVIOUS,
        /** Somebody else's. */
        STRANGER
    }
}
