package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.provider.local.Mischief;
import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.shop.Told;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The visits of a market, in rounds of some hours: customers come on two threads, while a third hands over webhooks, works the
 * inbox, catches up and reconciles. May be killed at any moment, and begun again at a later visit.
 */
public final class MarketLoad {

    /** Pages last for six of them. */
    static final int ROUNDS = 40;

    private static final int SHOPPERS = 2;
    private static final int VISITS_PER_CUSTOMER = 5;
    private static final int LOST_PERCENT = 5;
    private static final int DOUBLED_PERCENT = 10;
    private static final int REORDERED_PERCENT = 20;
    private static final int CAUGHT_UP_EVERY = 4;
    private static final int RECONCILED_EVERY = 3;
    private static final int ROWS_MAX = 1_000;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Shoppers with a second tab each, the worker, and room to look on. */
    public static final int CONNECTIONS = 2 * SHOPPERS + 2;

    private final Plan plan;
    private final MarketClock clock = new MarketClock(InstantSource.system());
    private final LocalShop shop;
    private final MarketStore store;
    private final Proving proving;
    private final Told told;

    /** How many visits there are, and what is drawn of them. */
    public record Plan(int visits, long seed) {

        public Plan {
            if (visits < 1) {
                throw new IllegalArgumentException("A market of " + visits + " carts is none; give 1 or more.");
            }
        }

        /** 0 to {@link #ROUNDS}, without it. */
        int roundOf(int visit) {
            return (int) ((long) visit * ROUNDS / visits);
        }

        int firstOf(int round) {
            return (int) (((long) round * visits + ROUNDS - 1) / ROUNDS);
        }

        Mischief mischief() {
            return Mischief.seeded(seed)
                    .lost(LOST_PERCENT)
                    .doubled(DOUBLED_PERCENT)
                    .reordered(REORDERED_PERCENT);
        }
    }

    MarketLoad(DataSource dataSource, Catalogue catalogue, Plan plan, Told told) {
        this.plan = plan;
        this.shop = LocalShop.open(dataSource, catalogue, clock);
        this.store = new MarketStore(dataSource);
        this.proving = new Proving(dataSource, catalogue);
        this.told = told;
    }

    /** @param first the visit to begin with; those before it are over */
    void run(int first) throws InterruptedException {
        var tabs = Executors.newFixedThreadPool(SHOPPERS);
        try {
            for (int round = plan.roundOf(first); round < ROUNDS; round++) {
                clock.begin(round);
                round(new AtomicInteger(Math.max(first, plan.firstOf(round))), plan.firstOf(round + 1), tabs);
                endOf(round);
            }
        } finally {
            tabs.shutdownNow();
        }
    }

    private void round(AtomicInteger next, int end, ExecutorService tabs) throws InterruptedException {
        var shopping = new AtomicInteger(SHOPPERS);
        Callable<AtomicInteger> shopper = () -> {
            try {
                for (int visit = next.getAndIncrement(); visit < end; visit = next.getAndIncrement()) {
                    visit(visit, tabs);
                }
            } finally {
                shopping.decrementAndGet();
            }
            return shopping;
        };
        Workers.onThreads(SHOPPERS + 1).run(List.of(shopper, shopper, () -> worked(shopping)));
    }

    private void visit(int visit, ExecutorService tabs) {
        var random = new SplittableRandom((plan.seed() + 1) * SPREAD + visit);
        int customers = Math.max(1, plan.visits() / VISITS_PER_CUSTOMER);
        new Visit(shop, "customer-" + random.nextInt(customers), random, tabs).take();
        new Aftermath(shop, store, random).happen();
        told.over(visit);
    }

    private AtomicInteger worked(AtomicInteger shopping) {
        var deliverer = shop.provider().deliverer(plan.mischief());
        while (shopping.get() > 0 && !Thread.currentThread().isInterrupted()) {
            if (shop.deliver(deliverer, again -> told.repeated()) + shop.work() == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return shopping;
    }

    private void endOf(int round) {
        if (round % CAUGHT_UP_EVERY == 0) {
            shop.billing().catchUp(ROWS_MAX);
        }
        if (round % RECONCILED_EVERY == 0) {
            shop.billing().reconcile(clock.instant(), ROWS_MAX);
        }
        proving.openOnce().demand();
    }
}
