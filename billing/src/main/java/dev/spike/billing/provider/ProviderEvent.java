package dev.spike.billing.provider;

import dev.spike.billing.Money;
import dev.spike.billing.renewal.Span;
import java.time.Instant;

/**
 * What a provider tells us, in our words. Deliveries come twice, late, in any order, or never; so an event says what is, not
 * what to do, and applying it twice is the same as once.
 */
public sealed interface ProviderEvent {

    /** When it happened at the provider. */
    Instant occurredAt();

    /** Answers with the case that fits. */
    <R> R fold(Cases<R> cases);

    /** The checkout opened under the key was paid. */
    record CheckoutPaid(Instant occurredAt, String checkoutKey, Payment payment) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.checkoutPaid(this);
        }
    }

    /** The checkout opened under the key can no longer be paid, and was not. */
    record CheckoutExpired(Instant occurredAt, String checkoutKey) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.checkoutExpired(this);
        }
    }

    /** Money was returned. */
    record Refunded(Instant occurredAt, Refund refund) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refunded(this);
        }
    }

    /** A refund that was told of did not reach the customer; the money is with us again. */
    record RefundFailed(Instant occurredAt, Refund refund) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refundFailed(this);
        }
    }

    /** The customer's bank wants the money back; nothing is decided. */
    record DisputeOpened(Instant occurredAt, Dispute dispute) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.disputeOpened(this);
        }
    }

    /** The money is gone. */
    record DisputeLost(Instant occurredAt, Dispute dispute) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.disputeLost(this);
        }
    }

    /** The money is ours, also where it had been lost before. */
    record DisputeWon(Instant occurredAt, Dispute dispute) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.disputeWon(this);
        }
    }

    /** An invoice was paid, of a checkout or a charge. */
    record InvoicePaid(Instant occurredAt, String customerId, Invoice invoice) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.invoicePaid(this);
        }
    }

    /** A subscription began, changed or ended; the one with the highest version is how it stands. */
    record SubscriptionChanged(Instant occurredAt, ProviderSubscription subscription) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionChanged(this);
        }
    }

    /** A period of a subscription was paid, at its beginning or late. */
    record PeriodPaid(Instant occurredAt, String subscriptionKey, BilledPeriod period, Payment payment)
            implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.periodPaid(this);
        }
    }

    /** A period of a subscription could not be paid; it is tried again, or it was the last attempt. */
    record PeriodUnpaid(Instant occurredAt, String subscriptionKey, BilledPeriod period) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.periodUnpaid(this);
        }
    }

    /** Nothing that concerns us, or a type we do not know yet. */
    record Irrelevant(Instant occurredAt, String type) implements ProviderEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.irrelevant(this);
        }
    }

    /** A period as it was billed, and by which terms. */
    record BilledPeriod(Span span, SubscriptionTerms terms) {}

    /** A quarrel about a payment. */
    record Dispute(String id, String paymentId, Money money) {}

    /** An answer for every event; a new kind of event does not compile without its own. */
    interface Cases<R> {

        R checkoutPaid(CheckoutPaid event);

        R checkoutExpired(CheckoutExpired event);

        R refunded(Refunded event);

        R refundFailed(RefundFailed event);

        R disputeOpened(DisputeOpened event);

        R disputeLost(DisputeLost event);

        R disputeWon(DisputeWon event);

        R invoicePaid(InvoicePaid event);

        R subscriptionChanged(SubscriptionChanged event);

        R periodPaid(PeriodPaid event);

        R periodUnpaid(PeriodUnpaid event);

        R irrelevant(Irrelevant event);
    }
}
