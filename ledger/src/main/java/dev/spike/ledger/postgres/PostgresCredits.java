package dev.spike.ledger.postgres;

import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.BalanceCacheStats;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NegativeRule;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.cache.AgingCache;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Credits kept in PostgreSQL 15 or newer, in the tables that {@link LedgerSchema#migrate} makes. Thread-safe; keeps no
 * state of its own but the balances that it is {@linkplain Builder#cacheBalances asked to remember}, so any number of nodes
 * may share a database.
 *
 * <pre>{@code
 * var credits = PostgresCredits.on(dataSource).creditType(CreditType.of("sms")).build();
 * credits.of(user, "sms").add(100);
 * credits.of(user, "sms").spend(10);
 * }</pre>
 */
public final class PostgresCredits extends EngineCredits {

    private final Engine engine;
    private final Publisher publisher;
    private final ReceiptPartitionStore partitions;
    private final Duration receiptsKeep;

    private PostgresCredits(Builder builder, Publisher publisher, Engine engine) {
        super(engine);
        this.partitions = new ReceiptPartitionStore(builder.dataSource);
        this.receiptsKeep = builder.receiptsKeep;
        this.engine = engine;
        this.publisher = publisher;
    }

    /** Begins to build an engine; the data source is a pool, and stays the caller's to close. */
    public static Builder on(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return JoinedPostgresCredits.of(engine, publisher, connection);
    }

    @Override
    public Optional<BalanceCacheStats> balanceCache() {
        return engine.balances() instanceof CachedBalances cached
                ? Optional.of(cached.cache().stats())
                : Optional.empty();
    }

    /**
     * Prepares the receipts' partitions of the months to come, and drops those older than {@link Builder#receiptsKeep}.
     * To be called now and then, such as daily, by a role that owns the tables; a repeat does nothing. Spends go on
     * meanwhile, and never need it: receipts of a month that was not prepared are kept all the same.
     */
    public void maintain() {
        partitions.prepare(engine.settings().now());
        partitions.drop(engine.settings().now().minus(receiptsKeep));
    }

    /** Collects the settings; not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST_HOLD = Duration.ofDays(3_653);

        private final DataSource dataSource;
        private final List<CreditType> creditTypes = new ArrayList<>();
        private final Map<String, BurnDownOrder> orders = new HashMap<>();
        private final List<BalanceListener> listeners = new ArrayList<>();
        private boolean groupSpendDaily = true;
        private ZoneId zone = ZoneOffset.UTC;
        private InstantSource clock = InstantSource.system();
        private Duration receiptsKeep = RECEIPTS_KEEP;
        private NegativeRule negativeForAll = (creditType, billable) -> NegativePolicy.refused();
        private final Map<String, NegativeRule> negativeByType = new HashMap<>();
        private @Nullable Duration maxHold;
        private boolean refuseCaptureOverHold;
        private @Nullable BalanceCache balanceCache;

        /** More than a year, so that last year's statement can still be explained. */
        public static final Duration RECEIPTS_KEEP = Duration.ofDays(400);

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /** Adds a credit type; the first is the default. Without any there is one, {@code credits}. */
        public Builder creditType(CreditType creditType) {
            creditTypes.add(creditType);
            return this;
        }

        /** Adds a credit type whose grants are spent in an order of its own. */
        public Builder creditType(CreditType creditType, BurnDownOrder order) {
            orders.put(creditType.id(), order);
            return creditType(creditType);
        }

        /** Keeps a row per spend and grant, with notes and metadata, instead of one per day and grant. */
        public Builder keepEverySpend() {
            groupSpendDaily = false;
            return this;
        }

        /** Whose midnight parts the days of usage; UTC unless set. A change moves no row that is written. */
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /** Tells the time; the system's unless set. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * How long receipts, and with them idempotency keys, are kept at least: 1 day or more, 400 days unless set.
         *
         * @throws IllegalArgumentException when it is less than a day
         */
        public Builder receiptsKeep(Duration receiptsKeep) {
            if (receiptsKeep.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException(
                        "Receipts would be kept for " + receiptsKeep + "; keep them for a day or more.");
            }
            this.receiptsKeep = receiptsKeep;
            return this;
        }

        /** Who may go below zero, in every credit type that has no rule of its own; nobody unless set. */
        public Builder negative(NegativeRule rule) {
            negativeForAll = rule;
            return this;
        }

        /** Everybody may go below zero, as far as the policy says. */
        public Builder negative(NegativePolicy policy) {
            return negative((creditType, billable) -> policy);
        }

        /** Who may go below zero in the credit type; stands before the rule for all. */
        public Builder negative(String creditType, NegativeRule rule) {
            negativeByType.put(creditType, rule);
            return this;
        }

        /** How far everybody may go below zero in the credit type. */
        public Builder negative(String creditType, NegativePolicy policy) {
            return negative(creditType, (type, billable) -> policy);
        }

        /**
         * How long a hold may last, and lasts that names no deadline; without end unless set.
         *
         * @throws IllegalArgumentException when it is zero, negative, or more than ten years
         */
        public Builder maxHold(Duration maxHold) {
            if (maxHold.isZero() || maxHold.isNegative() || maxHold.compareTo(LONGEST_HOLD) > 0) {
                throw new IllegalArgumentException("The longest hold would be " + maxHold
                        + "; it must be above zero and at most " + LONGEST_HOLD.toDays() + " days.");
            }
            this.maxHold = maxHold;
            return this;
        }

        /** Refuses to capture more than is held, instead of spending the rest besides. */
        public Builder refuseCaptureOverHold() {
            refuseCaptureOverHold = true;
            return this;
        }

        /**
         * Remembers balances in this process, which needs Caffeine on the class path; not done unless asked for.
         *
         * <p>{@link dev.spike.ledger.CreditAccount#balance} alone is answered from memory; everything that decides asks the
         * database, {@code canSpend} too. What this engine did is never missing from a balance, on any thread, from the
         * moment its answer came; of a joined transaction, from {@link JoinedCredits#publish} on. What was done elsewhere (by
         * another node or engine, or in a joined transaction that was not published) is seen after
         * {@link BalanceCache#ageMax} at the latest. A balance is not remembered past the instant at which time alone
         * changes it. Time and age are told by the engine's {@link #clock}: one that stands still ages nothing.
         */
        public Builder cacheBalances(BalanceCache limits) {
            this.balanceCache = limits;
            return this;
        }

        /** Adds one who hears of changed balances after they are committed. */
        public Builder listener(BalanceListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * The engine. Nothing is read or written yet.
         *
         * @throws IllegalArgumentException when two credit types have the same id
         * @throws IllegalStateException when balances are to be cached and Caffeine is not on the class path
         */
        public PostgresCredits build() {
            var types = creditTypes.isEmpty() ? List.of(CreditType.of("credits")) : List.copyOf(creditTypes);
            var ids = new HashSet<String>();
            for (var type : types) {
                if (!ids.add(type.id())) {
                    throw new IllegalArgumentException(
                            "The credit type '" + type.id() + "' is configured twice; name each once.");
                }
            }
            var settings = new LedgerSettings(
                    types,
                    Map.copyOf(orders),
                    groupSpendDaily,
                    zone,
                    clock,
                    new LedgerSettings.Negatives(negativeForAll, Map.copyOf(negativeByType)),
                    new LedgerSettings.Holds(maxHold, refuseCaptureOverHold));
            var publisher = new Publisher(listeners);
            var database = new OwnDatabase(dataSource);
            var engine = new Engine(
                    settings, Engine.Verbs.of(settings), database, balances(settings, database), publisher::publish);
            return new PostgresCredits(this, publisher, engine);
        }

        private Balances balances(LedgerSettings settings, Database database) {
            return balanceCache == null
                    ? new StoredBalances(settings, database)
                    : new CachedBalances(settings, database, new AgingCache<>(balanceCache));
        }
    }
}
