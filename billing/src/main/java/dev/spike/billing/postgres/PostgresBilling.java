package dev.spike.billing.postgres;

import dev.spike.billing.Backlog;
import dev.spike.billing.Billing;
import dev.spike.billing.BillingListener;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueResolver;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.ExtraPayment;
import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedProvision;
import dev.spike.billing.ForgetResult;
import dev.spike.billing.Order;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Received;
import dev.spike.billing.UnsettledDelivery;
import dev.spike.billing.WaitingDue;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.schema.RowExportStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Billing kept in PostgreSQL 15 or newer, in the tables that {@link BillingSchema#migrate} makes, beside those of the ledger
 * in the same schema. Thread-safe; keeps no state of its own, so any number of nodes may share a database.
 *
 * <pre>{@code
 * var billing = PostgresBilling.on(dataSource, credits).catalogue(catalogue).provider(provider).build();
 * billing.of(user).addToCart("pack-10", 1);
 * billing.of(user).checkout(pages);
 * }</pre>
 */
public final class PostgresBilling implements Billing {

    private final BillingSettings settings;
    private final Verbs verbs;

    private PostgresBilling(BillingSettings settings, Verbs verbs) {
        this.settings = settings;
        this.verbs = verbs;
    }

    /**
     * Begins to build.
     *
     * @param dataSource a pool, the caller's to close, on the database that the credits are kept in
     * @param credits the engine itself, not one that has joined a transaction
     */
    public static Builder on(DataSource dataSource, Credits credits) {
        return new Builder(dataSource, credits);
    }

    @Override
    public Catalogue catalogue() {
        return settings.catalogue();
    }

    @Override
    public Buyer of(Billable billable) {
        return new PostgresBuyer(settings, verbs, billable);
    }

    @Override
    public int retryProviding(Instant now, int limit) {
        return verbs.retrying().retry(now, Limits.rows(limit));
    }

    @Override
    public List<FailedProvision> failedProvisions(int limit) {
        return verbs.database().read(connection -> new ProvideHistoryStore().failures(connection, Limits.rows(limit)));
    }

    @Override
    public List<Order.Mispaid> mispaidOrders(int limit) {
        return verbs.database().read(connection -> {
            var orders = new ArrayList<Order.Mispaid>();
            for (var whose : verbs.orders().store().allMispaid(connection, Limits.rows(limit))) {
                var placed = verbs.orders().get(connection, whose.owner(), whose.id());
                if (placed.order() instanceof Order.Mispaid mispaid) {
                    orders.add(mispaid);
                }
            }
            return orders;
        });
    }

    @Override
    public List<ExtraPayment> extraPayments(int limit) {
        return verbs.database().read(connection -> new PaymentStore().extra(connection, Limits.rows(limit)));
    }

    @Override
    public List<FailedProvision> failedTakeBacks(int limit) {
        return verbs.database().read(connection -> new TakeBackStore().failures(connection, Limits.rows(limit)));
    }

    @Override
    public Received receive(RawWebhook webhook) {
        return inbox().receiving().receive(webhook, settings.now());
    }

    @Override
    public Map<Verification.Reason, Long> rejectedWebhooks() {
        return inbox().receiving().rejected();
    }

    @Override
    public int workInbox(Instant now, int limit) {
        return inbox().working().work(now, Limits.rows(limit));
    }

    @Override
    public int catchUp(int limit) {
        return inbox().catchingUp().catchUp(Limits.rows(limit), settings.now());
    }

    @Override
    public int reconcile(Instant now, int limit) {
        return verbs.listening().reconciling().reconcile(now, Limits.rows(limit));
    }

    @Override
    public int forgetBodies(Instant now) {
        return inbox().forget(now);
    }

    @Override
    public List<UnsettledDelivery> inbox(int limit) {
        return inbox().unsettled(Limits.rows(limit));
    }

    @Override
    public Optional<DeliveryState> retryInbox(long id) {
        return inbox().retry(id, settings.now());
    }

    @Override
    public Credits credits() {
        return TouchingCredits.of(settings, verbs.database(), verbs.plans().touching());
    }

    @Override
    public int runDue(Instant now, int limit) {
        return verbs.plans().due().work().run(now.truncatedTo(ChronoUnit.MICROS), Limits.rows(limit));
    }

    @Override
    public List<FailedDue> failedDue(int limit) {
        return verbs.plans().due().list().failed(Limits.rows(limit));
    }

    @Override
    public WaitingDue waitingDue(Instant now) {
        return verbs.plans().due().list().waiting(now.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public Backlog backlog(Instant now) {
        return verbs.database()
                .read(connection -> new BacklogStore().count(connection, now.truncatedTo(ChronoUnit.MICROS)));
    }

    @Override
    public int retryDue(Billable billable) {
        return verbs.plans().due().work().runNow(Owner.of(billable), settings.now());
    }

    @Override
    public ForgetResult forget(Billable billable) {
        return verbs.forgetting().forget(Owner.of(billable), settings.now());
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        var owner = Owner.of(billable).billable();
        verbs.database().inSnapshot(connection -> {
            to.accept("{\"ledger\": ");
            settings.credits().joining(connection).export(owner, to);
            to.accept(",\n\"billing\": ");
            new RowExportStore().write(connection, ExportedTables.ALL, owner, to);
            to.accept("}\n");
            return owner;
        });
    }

    private Inbox inbox() {
        return verbs.listening().inbox();
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private final DataSource dataSource;
        private final Credits credits;
        private final Map<String, ProvidableKind> kinds = new HashMap<>();
        private final List<BillingListener> listeners = new ArrayList<>();
        private Catalogue catalogue = Catalogue.empty();
        private CatalogueResolver resolver = CatalogueResolver.asConfigured();
        private @Nullable PaymentProvider provider;
        private InstantSource clock = InstantSource.system();

        private Builder(DataSource dataSource, Credits credits) {
            this.dataSource = dataSource;
            this.credits = credits;
        }

        /** What is sold; nothing unless set. */
        public Builder catalogue(Catalogue catalogue) {
            this.catalogue = catalogue;
            return this;
        }

        /** Who may buy what; everybody may buy what is in the catalogue unless set. */
        public Builder catalogueFor(CatalogueResolver resolver) {
            this.resolver = resolver;
            return this;
        }

        /** Who takes the money: the one that the catalogue names. */
        public Builder provider(PaymentProvider provider) {
            this.provider = provider;
            return this;
        }

        /** Adds a kind of thing that products provide besides credits. */
        public Builder kind(ProvidableKind kind) {
            if (kind.word().equals(CreditAmount.WORD) || kinds.putIfAbsent(kind.word(), kind) != null) {
                throw new IllegalArgumentException(
                        "There is a kind '" + kind.word() + "' already; give each its own word.");
            }
            return this;
        }

        /** Tells the time; the system's unless set. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Adds one who hears of what happened after it was committed. */
        public Builder listener(BillingListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Billing. Nothing is read or written yet.
         *
         * @throws IllegalArgumentException when something is for sale and nobody takes the money, when the catalogue names
         *     another provider than was given, when a product provides what is not known
         */
        public PostgresBilling build() {
            Fitting.check(catalogue, provider, credits, kinds);
            var settings = new BillingSettings(
                    credits, catalogue, resolver, provider, new Kinds(credits.creditTypes(), Map.copyOf(kinds)), clock);
            var database = new BillingDatabase(dataSource, new Publisher(listeners));
            return new PostgresBilling(settings, Verbs.of(settings, database));
        }
    }
}
