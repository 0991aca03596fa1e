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
import dev.spike.billing.provider.ProviderEvent.Irrelevant;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.Verification;
import dev.spike.ledger.Billable;
import dev.spike.ledger.schema.RowExportStore;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider that takes test cards and keeps its books in PostgreSQL, in the tables that {@link LocalSchema#migrate}
 * makes. No money moves. Thread-safe; keeps no state of its own, so any number of nodes may share a database, which may be
 * the application's or another.
 *
 * <pre>{@code
 * var provider = LocalProvider.on(dataSource).secret(LocalProvider.newSecret()).pagesAt(pages.address()).build();
 * }</pre>
 */
public final class LocalProvider implements PaymentProvider {

    /** The name by which configuration chooses it; nothing else does. */
    public static final String NAME = "local";

    private static final int PAGE_MAX = 100;

    private final LocalDatabase database;
    private final Signing signing;
    private final Outbox outbox = new Outbox();
    private final Taking taking = new Taking(outbox);
    private final Renewing renewing = new Renewing(taking, outbox);
    private final Checkouts checkouts;
    private final LocalSubscriptions subscriptions;
    private final Refunding refunding = new Refunding(outbox);
    private final Charging charging = new Charging(taking);
    private final Methods methods = new Methods();
    private final CustomerStore customers = new CustomerStore();
    private final Forgetting forgetting;
    private final PaymentStore payments = new PaymentStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    private LocalProvider(Builder builder, URI pages) {
        database = new LocalDatabase(builder.dataSource, builder.clock);
        signing = Signing.with(builder.secrets);
        var beginning = new Beginning(renewing, taking);
        checkouts = new Checkouts(outbox, taking, beginning, pages);
        forgetting = new Forgetting(checkouts);
        subscriptions = new LocalSubscriptions(database, new Subscribing(checkouts, renewing, beginning), renewing);
    }

    /** Begins to build a provider; the data source is a pool, and stays the caller's to close. */
    public static Builder on(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** A secret for {@link Builder#secret}, new each time; keep it where secrets are kept. */
    public static String newSecret() {
        return Signing.newSecret();
    }

    /** What customers and their banks do. */
    public LocalBank bank() {
        return new LocalBank(database, checkouts, outbox, subscriptions);
    }

    /** Sends the webhooks. */
    public LocalDeliverer deliverer() {
        return deliverer(Mischief.none());
    }

    /** Sends the webhooks, and does mischief to them. */
    public LocalDeliverer deliverer(Mischief mischief) {
        return new LocalDeliverer(database, checkouts, signing, mischief);
    }

    /**
     * Bills what is due of subscriptions until the instant, in order: periods, trials that end, switches, ends and unpaid
     * periods that are tried again. Each is done and told as of the instant at which it was due, so it may be called late, by
     * any number of nodes. One transaction.
     *
     * @param limit above zero
     * @return how much was done; nothing is left when it is less than the limit
     */
    public int billDue(Instant now, int limit) {
        return database.decide((instant, connection) -> renewing.bill(connection, now, limit));
    }

    /** The page of the secret as it stands now. */
    Optional<Page> page(String secret) {
        return database.decide((now, connection) -> checkouts.page(connection, now, secret));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer<Customer> customer(CustomerRequest request) {
        return database.answer((now, connection) -> Answer.done(customer(connection, now, request)));
    }

    private Customer customer(Connection connection, Instant now, CustomerRequest request) throws SQLException {
        var known = customers.ofBillable(connection, request);
        if (known.isPresent()) {
            return known.get();
        }
        var customer = new Customer(Ids.make("cus_"));
        customers.add(connection, customer, request);
        outbox.tell(connection, new Irrelevant(now, "customer.made"));
        return customer;
    }

    @Override
    public Answer<Checkout> openCheckout(CheckoutRequest request) {
        return database.answer((now, connection) -> checkouts.open(connection, now, request));
    }

    @Override
    public Answer<Checkout> checkout(String key) {
        return database.answer((now, connection) -> checkouts.find(connection, now, key));
    }

    @Override
    public Answer<Checkout> expireCheckout(String key) {
        return database.answer((now, connection) -> checkouts.end(connection, now, key));
    }

    @Override
    public Answer<Refund> refund(RefundRequest request) {
        return database.answer((now, connection) -> refunding.refund(connection, now, request));
    }

    @Override
    public Answer<Refund> refund(String key) {
        return database.answer((now, connection) -> refunding.find(connection, key));
    }

    @Override
    public Answer<List<PaymentMethod>> paymentMethods(String customerId) {
        return database.answer((now, connection) -> methods.list(connection, customerId));
    }

    @Override
    public Answer<PaymentMethod> makeDefault(String customerId, String paymentMethodId) {
        return database.answer((now, connection) -> methods.makeDefault(connection, customerId, paymentMethodId));
    }

    @Override
    public Answer<Forgotten> forget(String customerId, String paymentMethodId) {
        return database.answer((now, connection) -> methods.forget(connection, customerId, paymentMethodId));
    }

    @Override
    public Answer<Customer> forgetCustomer(String customerId) {
        return database.answer((now, connection) -> forgetting.forget(connection, now, customerId));
    }

    /**
     * Writes every row that the books have of the billable, as one JSON object with a member for each table; the secrets of pages
     * are left out, and {@code left_out} says so. Changes and locks nothing.
     *
     * @param to is given the pieces of the document in their order; what it throws ends the export, and is passed on
     */
    public void export(Billable billable, Consumer<String> to) {
        database.read(connection -> {
            new RowExportStore().write(connection, ExportedTables.ALL, billable, to);
            return billable;
        });
    }

    @Override
    public Answer<List<Invoice>> invoices(String customerId, int limit) {
        return isPage(limit)
                ? database.answer((now, connection) -> invoices(connection, customerId, limit))
                : wrongLimit(limit);
    }

    private Answer<List<Invoice>> invoices(Connection connection, String customerId, int limit) throws SQLException {
        return customers.exists(connection, customerId)
                ? Answer.done(payments.invoices(connection, customerId, limit))
                : Answers.noCustomer(customerId);
    }

    @Override
    public Answer<Payment> charge(ChargeRequest request) {
        return database.answer((now, connection) -> charging.charge(connection, now, request));
    }

    @Override
    public Answer<List<Delivery>> deliveriesAfter(String after, int limit) {
        return isPage(limit)
                ? database.answer((now, connection) -> {
                    checkouts.expireDue(connection, now);
                    return deliveriesAfter(connection, after, limit);
                })
                : wrongLimit(limit);
    }

    private Answer<List<Delivery>> deliveriesAfter(Connection connection, String after, int limit) throws SQLException {
        if (after.isEmpty()) {
            return Answer.done(deliveries.after(connection, 0, limit));
        }
        var number = deliveries.number(connection, after);
        return number.isPresent()
                ? Answer.done(deliveries.after(connection, number.getAsLong(), limit))
                : Answer.refused(
                        Refusal.NOT_FOUND,
                        "There is no delivery '" + after + "'; name the last one known, or none for the oldest.");
    }

    private static boolean isPage(int limit) {
        return limit > 0 && limit <= PAGE_MAX;
    }

    private static <T> Answer<T> wrongLimit(int limit) {
        return Answer.refused(Refusal.INVALID, "The limit is " + limit + "; it must be 1 to " + PAGE_MAX + ".");
    }

    @Override
    public Optional<SubscriptionProvider> subscriptions() {
        return Optional.of(subscriptions);
    }

    @Override
    public Verification verify(RawWebhook webhook, Instant now) {
        return signing.verify(webhook, now);
    }

    @Override
    public ProviderEvent read(Delivery delivery) {
        return EventReader.read(delivery);
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private final DataSource dataSource;
        private final List<String> secrets = new ArrayList<>();
        private InstantSource clock = InstantSource.system();
        private @Nullable URI pages;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /** Tells the time; the system's unless set. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Adds a secret that signs webhooks, {@code whsec_} and base64 of 24 to 64 bytes. With two, both sign and either is
         * good, so that one can be replaced by the other without losing a webhook.
         */
        public Builder secret(String secret) {
            secrets.add(secret);
            return this;
        }

        /** Where customers find the pages, as {@link LocalPages#address} says, or as a proxy before it is called. */
        public Builder pagesAt(URI address) {
            pages = address;
            return this;
        }

        /**
         * The provider. Nothing is read or written yet.
         *
         * @throws IllegalStateException when there is no secret, or no address of the pages
         * @throws IllegalArgumentException when a secret is not one
         */
        public LocalProvider build() {
            if (secrets.isEmpty()) {
                throw new IllegalStateException(
                        "The local provider has no secret to sign webhooks with; give it one: secret(newSecret()).");
            }
            if (pages == null) {
                throw new IllegalStateException(
                        "The local provider does not know where its pages are; say so: pagesAt(pages.address()).");
            }
            return new LocalProvider(this, pages);
        }
    }
}
