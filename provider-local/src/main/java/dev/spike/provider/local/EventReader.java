package dev.spike.provider.local;

import dev.spike.billing.Interval;
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
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.renewal.Span;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Says in our words what {@link Events} wrote; what it cannot say it refuses, naming the member. */
final class EventReader {

    static final String CHECKOUT_PAID = "checkout.paid";
    static final String CHECKOUT_EXPIRED = "checkout.expired";
    static final String REFUND_MADE = "refund.made";
    static final String REFUND_FAILED = "refund.failed";
    static final String DISPUTE_OPENED = "dispute.opened";
    static final String DISPUTE_LOST = "dispute.lost";
    static final String DISPUTE_WON = "dispute.won";
    static final String INVOICE_PAID = "invoice.paid";
    static final String SUBSCRIPTION_CHANGED = "subscription.changed";
    static final String PERIOD_PAID = "period.paid";
    static final String PERIOD_UNPAID = "period.unpaid";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventReader() {}

    /** The type, if the text is a message of ours; none if it is not. */
    static Optional<String> typeOf(String body) {
        var type = tree(body).path("type");
        return type.isString() && !type.stringValue().isBlank() ? Optional.of(type.stringValue()) : Optional.empty();
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** @throws IllegalArgumentException when the type is ours and the body is not */
    static ProviderEvent read(Delivery delivery) {
        var body = tree(delivery.body());
        var data = body.path("data");
        return switch (delivery.type()) {
            case CHECKOUT_PAID -> new CheckoutPaid(at(body), text(data, "checkout"), payment(data.path("payment")));
            case CHECKOUT_EXPIRED -> new CheckoutExpired(at(body), text(data, "checkout"));
            case REFUND_MADE -> new Refunded(at(body), refund(data.path("refund")));
            case REFUND_FAILED ->
                new RefundFailed(at(body), refund(data.path("refund")).failed());
            case DISPUTE_OPENED -> new DisputeOpened(at(body), dispute(data.path("dispute")));
            case DISPUTE_LOST -> new DisputeLost(at(body), dispute(data.path("dispute")));
            case DISPUTE_WON -> new DisputeWon(at(body), dispute(data.path("dispute")));
            case INVOICE_PAID -> new InvoicePaid(at(body), text(data, "customer"), invoice(data.path("invoice")));
            case SUBSCRIPTION_CHANGED -> new SubscriptionChanged(at(body), subscription(data.path("subscription")));
            case PERIOD_PAID ->
                new PeriodPaid(at(body), text(data, "subscription"), billed(data), payment(data.path("payment")));
            case PERIOD_UNPAID -> new PeriodUnpaid(at(body), text(data, "subscription"), billed(data));
            default -> new Irrelevant(body.has("timestamp") ? at(body) : Instant.EPOCH, delivery.type());
        };
    }

    private static Payment payment(JsonNode node) {
        return new Payment(text(node, "id"), money(node), instant(node, "paid_at"), text(node, "invoice"));
    }

    private static Refund refund(JsonNode node) {
        return new Refund(text(node, "id"), text(node, "payment"), money(node));
    }

    private static Dispute dispute(JsonNode node) {
        return new Dispute(text(node, "id"), text(node, "payment"), money(node));
    }

    private static Invoice invoice(JsonNode node) {
        return new Invoice(
                text(node, "id"),
                text(node, "number"),
                money(node),
                Invoice.Status.valueOf(text(node, "status")),
                instant(node, "date"),
                null);
    }

    private static ProviderSubscription subscription(JsonNode node) {
        return new ProviderSubscription(
                text(node, "key"),
                number(node, "version"),
                ProviderSubscription.State.valueOf(text(node, "state")),
                terms(node.path("terms")),
                span(node.path("period")),
                node.path("ends_at").isNull() ? null : instant(node, "ends_at"));
    }

    private static BilledPeriod billed(JsonNode data) {
        return new BilledPeriod(span(data.path("period")), terms(data.path("terms")));
    }

    private static SubscriptionTerms terms(JsonNode node) {
        return new SubscriptionTerms(
                text(node, "reference"), text(node, "name"), money(node), Interval.valueOf(text(node, "interval")));
    }

    private static Span span(JsonNode node) {
        return new Span(instant(node, "start"), instant(node, "end"));
    }

    private static Instant at(JsonNode body) {
        return instant(body, "timestamp");
    }

    private static Money money(JsonNode node) {
        return Money.of(number(node, "minor"), text(node, "currency"));
    }

    private static long number(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "The delivery's '" + name + "' is " + value + "; it must be a whole number of 64 bits.");
        }
        return value.longValue();
    }

    private static Instant instant(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The delivery's '" + name + "' is " + node.path(name) + "; it must be an instant.", e);
        }
    }

    private static String text(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("The delivery's '" + name + "' is "
                    + (value.isMissingNode() ? "missing" : value) + "; it must be a text.");
        }
        return value.stringValue();
    }
}
