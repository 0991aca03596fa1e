package dev.spike.billing.postgres;

import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.ProviderEvent.DisputeLost;
import dev.spike.billing.provider.ProviderEvent.DisputeOpened;
import dev.spike.billing.provider.ProviderEvent.DisputeWon;
import dev.spike.billing.provider.ProviderEvent.InvoicePaid;
import dev.spike.billing.provider.ProviderEvent.Irrelevant;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.RefundFailed;
import dev.spike.billing.provider.ProviderEvent.Refunded;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import org.jspecify.annotations.Nullable;

/**
 * By what an event names somebody; what it does not name is none.
 *
 * @param key of a checkout or a subscription
 */
record Named(
        @Nullable String key,
        @Nullable String payment,
        @Nullable String customer) {

    private static final Named NOBODY = new Named(null, null, null);

    static Named by(ProviderEvent event) {
        return event.fold(new Naming());
    }

    private static Named byKey(String key) {
        return new Named(key, null, null);
    }

    private static Named byPayment(String payment) {
        return new Named(null, payment, null);
    }

    private static final class Naming implements ProviderEvent.Cases<Named> {

        @Override
        public Named checkoutPaid(CheckoutPaid event) {
            return byKey(event.checkoutKey());
        }

        @Override
        public Named checkoutExpired(CheckoutExpired event) {
            return byKey(event.checkoutKey());
        }

        @Override
        public Named refunded(Refunded event) {
            return byPayment(event.refund().paymentId());
        }

        @Override
        public Named refundFailed(RefundFailed event) {
            return byPayment(event.refund().paymentId());
        }

        @Override
        public Named disputeOpened(DisputeOpened event) {
            return byPayment(event.dispute().paymentId());
        }

        @Override
        public Named disputeLost(DisputeLost event) {
            return byPayment(event.dispute().paymentId());
        }

        @Override
        public Named disputeWon(DisputeWon event) {
            return byPayment(event.dispute().paymentId());
        }

        @Override
        public Named invoicePaid(InvoicePaid event) {
            return new Named(null, null, event.customerId());
        }

        @Override
        public Named subscriptionChanged(SubscriptionChanged event) {
            return byKey(event.subscription().key());
        }

        @Override
        public Named periodPaid(PeriodPaid event) {
            return byKey(event.subscriptionKey());
        }

        @Override
        public Named periodUnpaid(PeriodUnpaid event) {
            return byKey(event.subscriptionKey());
        }

        @Override
        public Named irrelevant(Irrelevant event) {
            return NOBODY;
        }
    }
}
