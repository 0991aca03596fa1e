package dev.spike.billing.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.billing.Money;
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
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.Verification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider in memory, as far as a shop needs one. It does what it is asked also when it is told not to answer. */
final class FakeProvider implements PaymentProvider {

    /** What becomes of the next calls. */
    enum Mood {
        /** It takes effect, and the answer is lost. */
        LOSES_THE_ANSWER,
        /** It never arrives. */
        IS_NOT_REACHED,
        /** It says no. */
        REFUSES
    }

    static final String NAME = "fake";

    private final Map<String, CheckoutRequest> asked = new LinkedHashMap<>();
    private final Map<String, Checkout> checkouts = new LinkedHashMap<>();
    private final Map<String, ChargeRequest> charges = new LinkedHashMap<>();
    private final Map<String, RefundRequest> refunds = new LinkedHashMap<>();
    private final Set<String> failedRefunds = new HashSet<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, Deque<Invoice>> invoices = new LinkedHashMap<>();
    private final Map<String, Deque<String>> cards = new LinkedHashMap<>();
    final FakeDeliveries deliveries = new FakeDeliveries();
    final FakeSubscriptions subscriptions = new FakeSubscriptions(this);
    private final Deque<Mood> moods = new ArrayDeque<>();
    private Runnable beforeOpening = () -> {};
    private Runnable afterEnding = () -> {};
    private Runnable beforeActing = () -> {};
    private int payments;

    @Override
    public Optional<SubscriptionProvider> subscriptions() {
        return Optional.of(subscriptions);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The mood of the next call; several are used in their order. */
    synchronized FakeProvider next(Mood mood) {
        moods.add(mood);
        return this;
    }

    /** Something that happens once, when a page is about to be opened. */
    synchronized void beforeOpening(Runnable work) {
        beforeOpening = work;
    }

    /** Something that happens once, when a page was to be ended and the answer is on its way. */
    synchronized void afterEnding(Runnable work) {
        afterEnding = work;
    }

    /** Something that happens once, when it was asked and has done nothing yet. */
    synchronized void beforeActing(Runnable work) {
        beforeActing = work;
    }

    /** As if another tab had opened it. */
    synchronized void open(String key) {
        checkouts.put(key, new Checkout.Open(key, URI.create("https://pay.test/" + key)));
    }

    synchronized List<String> openKeys() {
        return checkouts.values().stream()
                .filter(Checkout.Open.class::isInstance)
                .map(Checkout::key)
                .toList();
    }

    synchronized List<CheckoutRequest> everAsked() {
        return List.copyOf(asked.values());
    }

    synchronized int customerCount() {
        return customers.size();
    }

    synchronized List<RefundRequest> everReturned() {
        return List.copyOf(refunds.values());
    }

    /** The customer pays what the page asks. */
    synchronized Payment pay(String key) {
        return pay(key, requireNonNull(asked.get(key)).total());
    }

    synchronized Payment pay(String key, Money money) {
        return pay(key, new Payment("pay_" + ++payments, money, Instant.parse("2026-04-15T12:00:00Z"), null));
    }

    synchronized Payment pay(String key, Payment payment) {
        checkouts.put(key, new Checkout.Paid(key, payment));
        return payment;
    }

    /** The payment of a page, which is paid if it is open; none if it has expired. */
    synchronized @Nullable Payment payOnce(String key) {
        var checkout = checkouts.get(key);
        if (checkout instanceof Checkout.Open) {
            return pay(key);
        }
        return checkout instanceof Checkout.Paid paid ? paid.payment() : null;
    }

    interface Doing<T> {

        Answer<T> now();
    }

    synchronized <T> Answer<T> answer(Doing<T> doing) {
        var work = beforeActing;
        beforeActing = () -> {};
        work.run();
        var mood = moods.poll();
        if (mood == null) {
            return doing.now();
        }
        return switch (mood) {
            case LOSES_THE_ANSWER -> {
                doing.now();
                yield Answer.unknown("timed out");
            }
            case IS_NOT_REACHED -> Answer.unknown("not reached");
            case REFUSES -> Answer.refused(Refusal.INVALID, "It is told to say no.");
        };
    }

    @Override
    public Answer<Customer> customer(CustomerRequest request) {
        var id = "cus_" + request.billable().billableType() + "_"
                + request.billable().billableId();
        return answer(() -> Answer.done(customers.computeIfAbsent(id, Customer::new)));
    }

    @Override
    public Answer<Checkout> openCheckout(CheckoutRequest request) {
        Runnable work;
        synchronized (this) {
            work = beforeOpening;
            beforeOpening = () -> {};
        }
        work.run();
        return answer(() -> {
            var earlier = asked.putIfAbsent(request.key(), request);
            if (earlier != null && !earlier.equals(request)) {
                return Answer.refused(Refusal.KEY_REUSED, "The key came with other content.");
            }
            return Answer.done(checkouts.computeIfAbsent(
                    request.key(), key -> new Checkout.Open(key, URI.create("https://pay.test/" + key))));
        });
    }

    @Override
    public Answer<Checkout> checkout(String key) {
        return answer(() -> found(checkouts.get(key)));
    }

    private static <T> Answer<T> found(@Nullable T value) {
        return value == null ? Answer.refused(Refusal.NOT_FOUND, "There is none.") : Answer.done(value);
    }

    @Override
    public synchronized Answer<Checkout> expireCheckout(String key) {
        Answer<Checkout> answer = answer(() -> found(checkouts.computeIfPresent(
                key, (same, checkout) -> checkout instanceof Checkout.Open ? new Checkout.Expired(same) : checkout)));
        var work = afterEnding;
        afterEnding = () -> {};
        work.run();
        return answer;
    }

    @Override
    public Answer<Refund> refund(RefundRequest request) {
        return answer(() -> {
            refunds.putIfAbsent(request.key(), request);
            return refunded(request.key());
        });
    }

    @Override
    public Answer<Refund> refund(String key) {
        return answer(() -> refunded(key));
    }

    private Answer<Refund> refunded(String key) {
        var request = refunds.get(key);
        if (request == null) {
            return Answer.refused(Refusal.NOT_FOUND, "There is none.");
        }
        var refund = new Refund("re_" + key, request.paymentId(), request.money());
        return Answer.done(failedRefunds.contains(key) ? refund.failed() : refund);
    }

    /** The money of a refund did not arrive. */
    synchronized void failRefund(String key) {
        failedRefunds.add(key);
    }

    /** As if the customer had paid so often, the last time most lately, each time with another card. */
    synchronized void paidBefore(String customerId, int times) {
        var hour = Duration.ofHours(1);
        for (int i = 1; i <= times; i++) {
            var name = customerId + "_" + i;
            invoices.computeIfAbsent(customerId, id -> new ArrayDeque<>())
                    .addFirst(new Invoice(
                            "in_" + name,
                            "F-" + i,
                            Money.parse("5.00 USD"),
                            Invoice.Status.PAID,
                            Instant.parse("2026-04-15T12:00:00Z").plus(hour.multipliedBy(i)),
                            null));
            cards.computeIfAbsent(customerId, id -> new ArrayDeque<>()).addFirst("pm_" + name);
        }
    }

    private Deque<String> cardsOf(String customerId) {
        return cards.getOrDefault(customerId, new ArrayDeque<>());
    }

    private static PaymentMethod card(String id, boolean isDefault) {
        return new PaymentMethod(id, "card", "Visa 4242", null, isDefault);
    }

    @Override
    public Answer<List<PaymentMethod>> paymentMethods(String customerId) {
        return answer(() -> {
            var first = cardsOf(customerId).peekFirst();
            return Answer.done(cardsOf(customerId).stream()
                    .map(id -> card(id, id.equals(first)))
                    .toList());
        });
    }

    @Override
    public Answer<PaymentMethod> makeDefault(String customerId, String paymentMethodId) {
        return answer(() -> {
            if (!cardsOf(customerId).remove(paymentMethodId)) {
                return found(null);
            }
            cardsOf(customerId).addFirst(paymentMethodId);
            return Answer.done(card(paymentMethodId, true));
        });
    }

    @Override
    public Answer<Forgotten> forget(String customerId, String paymentMethodId) {
        return answer(() -> cardsOf(customerId).remove(paymentMethodId)
                ? Answer.done(new Forgotten(paymentMethodId))
                : found(null));
    }

    @Override
    public Answer<List<Invoice>> invoices(String customerId, int limit) {
        return answer(() -> Answer.done(invoices.getOrDefault(customerId, new ArrayDeque<>()).stream()
                .limit(limit)
                .toList()));
    }

    @Override
    public Answer<Payment> charge(ChargeRequest request) {
        return answer(() -> {
            charges.putIfAbsent(request.key(), request);
            return Answer.done(
                    new Payment("pay_" + request.key(), request.money(), Instant.parse("2026-04-15T12:00:00Z"), null));
        });
    }

    synchronized List<ChargeRequest> everCharged() {
        return List.copyOf(charges.values());
    }

    @Override
    public Answer<List<Delivery>> deliveriesAfter(String after, int limit) {
        return answer(() -> deliveries.after(after, limit));
    }

    @Override
    public Verification verify(RawWebhook webhook, Instant now) {
        return deliveries.verify(webhook, now);
    }

    @Override
    public ProviderEvent read(Delivery delivery) {
        return deliveries.read(delivery);
    }
}
