package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.shop.Told;
import dev.spike.server.simulate.Crowd.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The ticks of a simulation: customers come on two threads, while a third bills at the provider, hands over webhooks, works the
 * inbox and what is due. May be killed at any moment, and begun again at a later tick.
 */
public final class SimulationLoad {

    /** Each of the threads, one that the provider answers on, and room to look on. */
    public static final int CONNECTIONS = 8;

    private static final int CUSTOMERS = 2;
    private static final int ROWS_MAX = 1_000;
    private static final long PAUSE_NANOS = 500_000;

    private final Simulation.Plan plan;
    private final Outages outages;
    private final SimulatedClock clock = new SimulatedClock();
    private final LocalShop shop;
    private final Crowd crowd;
    private final Cards cards;
    private final Watching watching;
    private final LocalDeliverer deliverer;
    private final Told told;

    SimulationLoad(DataSource dataSource, Catalogue catalogue, Simulation.Plan plan, Told told) {
        this.plan = plan;
        this.outages = plan.outages();
        this.shop = LocalShop.open(dataSource, catalogue, clock);
        this.crowd = new Crowd(plan);
        this.cards = new Cards(shop, new SimulationStore(dataSource), plan.seed());
        this.watching = new Watching(shop, new WatchStore(dataSource));
        this.deliverer = shop.provider().deliverer(plan.mischief());
        this.told = told;
    }

    /** @param first the tick to begin with; if any was begun before, the rest of that one is left out */
    void run(int first) throws InterruptedException {
        int from = first;
        if (first > 0) {
            told.over(first);
            from = first + 1;
        }
        for (int tick = from; tick < plan.time().ticks(); tick++) {
            clock.begin(Time.startOf(tick));
            tick(tick);
            told.over(tick);
        }
    }

    private void tick(int tick) throws InterruptedException {
        billAll();
        boolean works = !outages.holds(tick);
        if (!outages.isClosed(tick)) {
            cards.mendDue(clock.instant());
            visits(crowd.visits(tick), works);
        }
        if (works) {
            catchUp(tick);
            workAll();
        }
        if (!outages.isClosed(tick)) {
            watching.look(clock.instant());
        }
    }

    private void billAll() {
        while (shop.provider().billDue(clock.instant(), ROWS_MAX) == ROWS_MAX) {
            // until all is billed
        }
    }

    private void visits(List<Visit> visits, boolean works) throws InterruptedException {
        var waiting = new ConcurrentLinkedQueue<>(visits);
        var coming = new AtomicInteger(CUSTOMERS);
        Callable<AtomicInteger> customers = () -> {
            try {
                for (var visit = waiting.poll(); visit != null; visit = waiting.poll()) {
                    new Customer(shop, cards, visit).come();
                }
            } finally {
                coming.decrementAndGet();
            }
            if (works) {
                workAll();
            }
            return coming;
        };
        var tasks = new ArrayList<Callable<AtomicInteger>>(List.of(customers, customers));
        if (works) {
            tasks.add(() -> worked(coming));
        }
        Workers.onThreads(tasks.size()).run(tasks);
    }

    private AtomicInteger worked(AtomicInteger coming) {
        while (coming.get() > 0 && !Thread.currentThread().isInterrupted()) {
            if (work() == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return coming;
    }

    private int work() {
        return shop.deliver(deliverer, again -> told.repeated()) + shop.work() + shop.runDue();
    }

    private void workAll() {
        while (work() > 0) {
            // until nothing is due
        }
    }

    private void catchUp(int tick) {
        if (outages.isCaughtUp(tick)) {
            while (shop.billing().catchUp(ROWS_MAX) > 0) {
                // until nothing was lost
            }
            shop.billing().reconcile(clock.instant(), ROWS_MAX);
            shop.billing().forgetBodies(clock.instant());
        }
    }
}
