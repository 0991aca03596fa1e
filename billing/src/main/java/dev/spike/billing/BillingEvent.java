package dev.spike.billing;

import dev.spike.billing.provider.Invoice;
import dev.spike.ledger.Billable;

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

    /** An answer for every event. */
    interface Cases<R> {

        R productPurchased(ProductPurchased event);

        R invoicePaid(InvoicePaid event);

        R refunded(Refunded event);
    }
}
