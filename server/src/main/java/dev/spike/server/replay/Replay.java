package dev.spike.server.replay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.Spent;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Charges a usage trace: every customer is granted credits, every call is spent under a key made of the trace and its row,
 * at the time it happened. Running it again charges nothing twice.
 */
public final class Replay {

    /** The owner's type of every customer. */
    public static final String BILLABLE_TYPE = "customer";

    /** The grants are there before the first call. */
    private static final Duration GRANTED_BEFORE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final ReplayStore store;
    private final Settings settings;
    private final @Nullable Seller seller;

    /** How a trace is charged; refused at once where it cannot be. */
    public record Settings(CreditType creditType, PriceList prices, int customers, int threads, boolean atTraceTime) {

        public Settings {
            prices.checkFits(creditType.decimals());
            Customers.checkCount(customers);
            Workers.checkThreads(threads);
        }
    }

    /** Charges what customers are given: a month's credits to all, a pack to the busiest. */
    public Replay(DataSource dataSource, Settings settings) {
        this(dataSource, settings, null);
    }

    private Replay(DataSource dataSource, Settings settings, @Nullable Seller seller) {
        this.dataSource = dataSource;
        this.store = new ReplayStore(dataSource);
        this.settings = settings;
        this.seller = seller;
    }

    /** The same, but no pack is given: customers buy theirs. */
    public Replay sellingBy(Seller seller) {
        return new Replay(dataSource, settings, seller);
    }

    /**
     * Charges the trace.
     *
     * @param now where the last call is moved to at the first run, unless the trace keeps its own time
     * @param advanced told how many more calls are answered
     * @throws RefusedReplayException if the trace is empty, or was charged before on other terms
     */
    public ReplayReport charge(UsageTrace trace, Instant now, LongConsumer advanced) throws InterruptedException {
        if (trace.calls().isEmpty()) {
            throw new RefusedReplayException("The trace has no calls, so there is nothing to charge: "
                    + trace.damaged().size() + " of its lines are damaged.");
        }
        var byCustomer = byCustomer(trace);
        var terms =
                Terms.sharing(settings.creditType(), settings.prices(), settings.customers(), trace, byCustomer.size());
        var placed = placed(trace, terms, now);
        var start = placed.calls().get(0).at().minus(GRANTED_BEFORE);
        if (seller != null) {
            seller.sellTo(busiestFirst(byCustomer), start);
        }
        long sizeBefore = store.size();
        var clock = new CallClock(start);
        var credits = PostgresCredits.on(dataSource)
                .creditType(settings.creditType())
                .clock(clock)
                .build();
        long begun = System.nanoTime();
        var tally = inParallel(new Charging(placed, terms, credits, clock, advanced).tasks());
        long elapsed = System.nanoTime() - begun;
        long charged = store.charged(trace.keyPrefix());
        var calls = tally.calls(trace.damaged().size());
        long news = calls.accepted() + calls.declined() - calls.replayed();
        var type = settings.creditType();
        return new ReplayReport(
                calls,
                type.credits(tally.granted()),
                type.credits(tally.left()),
                new ReplayReport.Charged(
                        type.credits(charged), terms.prices().creditsFor(tally.inputTokens(), tally.outputTokens())),
                tally.speed(elapsed),
                news <= 0 ? 0 : Math.max(0, store.size() - sizeBefore) / news,
                new LedgerVerifier(dataSource).verify());
    }

    private Map<String, List<UsageCall>> byCustomer(UsageTrace trace) {
        var customers = Customers.of(trace, settings.customers());
        return trace.calls().stream().collect(groupingBy(customers::of, TreeMap::new, toList()));
    }

    private static List<String> busiestFirst(Map<String, List<UsageCall>> byCustomer) {
        return byCustomer.entrySet().stream()
                .sorted(Comparator.comparingInt(customer -> -customer.getValue().size()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private UsageTrace placed(UsageTrace trace, Terms terms, Instant now) {
        var lastCall = trace.calls().get(trace.calls().size() - 1).at();
        var kept = store.register(trace.digest(), settings.atTraceTime() ? lastCall : now, terms.text());
        if (!kept.terms().equals(terms.text())) {
            throw new RefusedReplayException("This trace was charged before on other terms (" + kept.terms()
                    + "), and now asks for (" + terms.text()
                    + "): repeat it on the first terms, or name a new data folder with --data.");
        }
        return trace.endingAt(kept.lastCallAt());
    }

    private Tally inParallel(List<Callable<Tally>> tasks) throws InterruptedException {
        var workers = Workers.onThreads(settings.threads());
        var sum = new Tally();
        workers.run(tasks).forEach(sum::add);
        return sum;
    }

    /** One customer after the other, the busiest first, each in the order of its calls. */
    private final class Charging {

        private final UsageTrace trace;
        private final Terms terms;
        private final Credits credits;
        private final CallClock clock;
        private final LongConsumer advanced;

        Charging(UsageTrace trace, Terms terms, Credits credits, CallClock clock, LongConsumer advanced) {
            this.trace = trace;
            this.terms = terms;
            this.credits = credits;
            this.clock = clock;
            this.advanced = advanced;
        }

        List<Callable<Tally>> tasks() {
            var calls = byCustomer(trace);
            var tasks = new ArrayList<Callable<Tally>>();
            for (var customer : busiestFirst(calls)) {
                var account = credits.of(Billable.of(BILLABLE_TYPE, customer));
                boolean pack = seller == null && Customers.isBusy(tasks.size(), calls.size());
                tasks.add(() -> charge(account, calls.getOrDefault(customer, List.of()), pack));
            }
            return tasks;
        }

        private Tally charge(CreditAccount account, List<UsageCall> calls, boolean pack) throws InterruptedException {
            var tally = new Tally();
            grant(account, pack, tally);
            for (var call : calls) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                charge(account, call, tally);
                advanced.accept(1);
            }
            clock.set(trace.calls().get(trace.calls().size() - 1).at());
            tally.left(account.balance().available());
            return tally;
        }

        private void grant(CreditAccount account, boolean pack, Tally tally) {
            var start = trace.calls().get(0).at().minus(GRANTED_BEFORE);
            clock.set(start);
            account.add(AddRequest.of(terms.monthly())
                    .as(TransactionType.SUBSCRIPTION)
                    .expiringAt(start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant())
                    .withNotes("Monthly credits")
                    .withKey(trace.keyPrefix() + ":monthly"));
            tally.granted(terms.monthly());
            if (pack) {
                account.add(AddRequest.of(terms.pack())
                        .as(TransactionType.PRODUCT)
                        .expiringAt(start.atOffset(ZoneOffset.UTC).plusMonths(6).toInstant())
                        .withNotes("Credit pack")
                        .withKey(trace.keyPrefix() + ":pack"));
                tally.granted(terms.pack());
            }
        }

        private void charge(CreditAccount account, UsageCall call, Tally tally) {
            long price = terms.prices().price(call, terms.creditType().decimals());
            if (price == 0) {
                tally.free();
                return;
            }
            clock.set(call.at());
            long begun = System.nanoTime();
            SpendResult result = account.trySpend(SpendRequest.of(price).withKey(trace.keyOf(call)));
            tally.took(System.nanoTime() - begun);
            if (result.receipt().replayed()) {
                tally.replayed();
            }
            if (result instanceof Spent) {
                tally.accepted(call);
            } else {
                tally.declined();
            }
        }
    }
}
