package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.BilledPeriod;
import dev.spike.billing.provider.ProviderEvent.CheckoutExpired;
import dev.spike.billing.provider.ProviderEvent.CheckoutPaid;
import dev.spike.billing.provider.ProviderEvent.Dispute;
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
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.renewal.Span;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What there is to tell, as JSON: {@code {"type", "timestamp", "data"}}, money in minor units. {@link EventReader} reads it. */
final class Events implements ProviderEvent.Cases<Events.Told> {

    /** The provider's word, and what the word is about. */
    record Told(String type, ObjectNode data) {}

    private Events() {}

    /** The event as a delivery with a new id. */
    static Delivery written(ProviderEvent event) {
        var told = event.fold(new Events());
        var body = node().put("type", told.type())
                .put("timestamp", event.occurredAt().toString());
        body.set("data", told.data());
        return new Delivery(Ids.make("msg_"), told.type(), body.toString());
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Told about(String type, Map<String, ObjectNode> things) {
        var data = node();
        things.forEach(data::set);
        return new Told(type, data);
    }

    private static ObjectNode money(String id, Money money) {
        return node().put("id", id)
                .put("minor", money.minor())
                .put("currency", money.currency().getCurrencyCode());
    }

    @Override
    public Told checkoutPaid(CheckoutPaid event) {
        var told = about(EventReader.CHECKOUT_PAID, Map.of("payment", payment(event.payment())));
        told.data().put("checkout", event.checkoutKey());
        return told;
    }

    private static ObjectNode payment(Payment payment) {
        return money(payment.id(), payment.money())
                .put("paid_at", payment.paidAt().toString())
                .put("invoice", payment.invoiceId());
    }

    @Override
    public Told checkoutExpired(CheckoutExpired event) {
        return new Told(EventReader.CHECKOUT_EXPIRED, node().put("checkout", event.checkoutKey()));
    }

    @Override
    public Told refunded(Refunded event) {
        return refund(EventReader.REFUND_MADE, event.refund());
    }

    @Override
    public Told refundFailed(RefundFailed event) {
        return refund(EventReader.REFUND_FAILED, event.refund());
    }

    private static Told refund(String type, Refund refund) {
        return about(type, Map.of("refund", money(refund.id(), refund.money()).put("payment", refund.paymentId())));
    }

    @Override
    public Told disputeOpened(DisputeOpened event) {
        return dispute(EventReader.DISPUTE_OPENED, event.dispute());
    }

    @Override
    public Told disputeLost(DisputeLost event) {
        return dispute(EventReader.DISPUTE_LOST, event.dispute());
    }

    @Override
    public Told disputeWon(DisputeWon event) {
        return dispute(EventReader.DISPUTE_WON, event.dispute());
    }

    private static Told dispute(String type, Dispute dispute) {
        return about(
                type, Map.of("dispute", money(dispute.id(), dispute.money()).put("payment", dispute.paymentId())));
    }

    @Override
    public Told invoicePaid(InvoicePaid event) {
        var told = about(EventReader.INVOICE_PAID, Map.of("invoice", invoice(event.invoice())));
        told.data().put("customer", event.customerId());
        return told;
    }

    private static ObjectNode invoice(Invoice invoice) {
        return money(invoice.id(), invoice.total())
                .put("number", invoice.number())
                .put("status", invoice.status().name())
                .put("date", invoice.date().toString());
    }

    @Override
    public Told subscriptionChanged(SubscriptionChanged event) {
        var subscription = event.subscription();
        var endsAt = subscription.endsAt();
        var told = node().put("key", subscription.key())
                .put("version", subscription.version())
                .put("state", subscription.state().name())
                .put("ends_at", endsAt == null ? null : endsAt.toString());
        told.set("terms", terms(subscription.terms()));
        told.set("period", span(subscription.period()));
        return about(EventReader.SUBSCRIPTION_CHANGED, Map.of("subscription", told));
    }

    private static ObjectNode terms(SubscriptionTerms terms) {
        return node().put("reference", terms.reference())
                .put("name", terms.name())
                .put("minor", terms.price().minor())
                .put("currency", terms.price().currency().getCurrencyCode())
                .put("interval", terms.interval().name());
    }

    private static ObjectNode span(Span span) {
        return node().put("start", span.start().toString())
                .put("end", span.end().toString());
    }

    @Override
    public Told periodPaid(PeriodPaid event) {
        var told = billed(EventReader.PERIOD_PAID, event.subscriptionKey(), event.period());
        told.data().set("payment", payment(event.payment()));
        return told;
    }

    @Override
    public Told periodUnpaid(PeriodUnpaid event) {
        return billed(EventReader.PERIOD_UNPAID, event.subscriptionKey(), event.period());
    }

    private static Told billed(String type, String subscriptionKey, BilledPeriod period) {
        var told = about(type, Map.of("period", span(period.span()), "terms", terms(period.terms())));
        told.data().put("subscription", subscriptionKey);
        return told;
    }

    @Override
    public Told irrelevant(Irrelevant event) {
        return new Told(event.type(), node());
    }
}
