package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Forgotten;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does as the real one does, but for what a fault overrides. */
class Delegating implements PaymentProvider {

    final PaymentProvider real;

    Delegating(PaymentProvider real) {
        this.real = real;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Answer<Customer> customer(CustomerRequest request) {
        return real.customer(request);
    }

    @Override
    public Answer<Checkout> openCheckout(CheckoutRequest request) {
        return real.openCheckout(request);
    }

    @Override
    public Answer<Checkout> checkout(String key) {
        return real.checkout(key);
    }

    @Override
    public Answer<Checkout> expireCheckout(String key) {
        return real.expireCheckout(key);
    }

    @Override
    public Answer<Refund> refund(RefundRequest request) {
        return real.refund(request);
    }

    @Override
    public Answer<Refund> refund(String key) {
        return real.refund(key);
    }

    @Override
    public Answer<List<PaymentMethod>> paymentMethods(String customerId) {
        return real.paymentMethods(customerId);
    }

    @Override
    public Answer<PaymentMethod> makeDefault(String customerId, String paymentMethodId) {
        return real.makeDefault(customerId, paymentMethodId);
    }

    @Override
    public Answer<Forgotten> forget(String customerId, String paymentMethodId) {
        return real.forget(customerId, paymentMethodId);
    }

    @Override
    public Answer<Customer> forgetCustomer(String customerId) {
        return real.forgetCustomer(customerId);
    }

    @Override
    public Answer<List<Invoice>> invoices(String customerId, int limit) {
        return real.invoices(customerId, limit);
    }

    @Override
    public Answer<Payment> charge(ChargeRequest request) {
        return real.charge(request);
    }

    @Override
    public Answer<List<Delivery>> deliveriesAfter(String after, int limit) {
        return real.deliveriesAfter(after, limit);
    }

    @Override
    public Optional<SubscriptionProvider> subscriptions() {
        return real.subscriptions();
    }

    @Override
    public Verification verify(RawWebhook webhook, Instant now) {
        return real.verify(webhook, now);
    }

    @Override
    public ProviderEvent read(Delivery delivery) {
        return real.read(delivery);
    }
}
