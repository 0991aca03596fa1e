package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.OrderId;
import dev.spike.billing.provider.RefundRequest;

/** Money that a provider was asked to return. */
record RefundRow(
        Owner owner, String key, OrderId order, String provider, String paymentId, Money money, String reason) {

    RefundRequest request() {
        return new RefundRequest(key, paymentId, money, reason);
    }
}
