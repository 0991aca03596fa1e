package dev.spike.billing;

import dev.spike.billing.provider.Invoice;
import dev.spike.billing.renewal.Span;
import dev.spike.ledger.Billable;
import java.time.Instant;

/** What has happened, told after it was committed. That balances changed, the ledger's own listeners hear. */
public sealed interface BillingEvent {

    Billable billable();

    /** Answers with the case that fits. */
    <R> R fold(Cases<R> cases);

    /** A line of an order was paid; once per line. Whether it has been provided is another matter. */
    record ProductPurchased(Billable billable, OrderId order, OrderLine line) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.productPurchased(this);
        }
    }

    /** The provider says that an invoice was paid. */
    record InvoicePaid(Billable billable, Invoice invoice) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.invoicePaid(this);
        }
    }

    /**
     * Money of an order was returned.
     *
     * @param money this time
     * @param inTotal with all refunds before
     */
    record Refunded(Billable billable, OrderId order, Money money, Money inTotal) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refunded(this);
        }
    }

    /**
     * Money of a subscription's period was returned.
     *
     * @param money this time
     * @param inTotal with all refunds and lost disputes before
     */
    record PeriodRefunded(Billable billable, String key, Span period, Money money, Money inTotal)
            implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.periodRefunded(this);
        }
    }

    /** A plan holds from now on. */
    record SubscriptionActivated(Billable billable, String key, SubscribedPlan plan) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionActivated(this);
        }
    }

    /** A plan holds no longer: it ended, or another took its place. */
    record SubscriptionDeactivated(Billable billable, String key, SubscribedPlan plan) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionDeactivated(this);
        }
    }

    /** A plan will end when its period does. */
    record SubscriptionCancelled(Billable billable, String key, SubscribedPlan plan, Instant endsAt)
            implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionCancelled(this);
        }
    }

    /** A plan that was to end goes on. */
    record SubscriptionResumed(Billable billable, String key, SubscribedPlan plan) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionResumed(this);
        }
    }

    /** Another period was paid, and follows one before. */
    record SubscriptionRenewed(Billable billable, String key, SubscribedPlan plan, Span period)
            implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionRenewed(this);
        }
    }

    /** A payment failed; it is tried again. */
    record SubscriptionPastDue(Billable billable, String key, SubscribedPlan plan) implements BillingEvent {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.subscriptionPastDue(this);
        }
    }

    /** An answer for every event. */
    interface Cases<R> {

        R productPurchased(ProductPurchased event);

        R invoicePaid(InvoicePaid event);

        R refunded(Refunded event);

        R periodRefunded(PeriodRefunded event);

        R subscriptionActivated(SubscriptionActivated event);

        R subscriptionDeactivated(SubscriptionDeactivated event);

        R subscriptionCancelled(SubscriptionCancelled event);

        R subscriptionResumed(SubscriptionResumed event);

        R subscriptionRenewed(SubscriptionRenewed event);

        R subscriptionPastDue(SubscriptionPastDue event);
    }
}
