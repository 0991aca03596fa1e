package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.shop.Told;
import dev.spike.server.simulate.Crowd.Visit;
import dev.spike.server.simulate.DiaryStore.Visited;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ticks of a simulation: customers come on two threads, while a third hands over webhooks and does what is due, and a fourth
 * works the inbox. May be killed at any moment, and begun again at a later tick.
 */
public final class SimulationLoad {

    private static final Logger LOG = LoggerFactory.getLogger(SimulationLoad.class);

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
    private final DiaryStore diary;
    private final Watching watching;
    private final LocalDeliverer deliverer;
    private final Told told;

    SimulationLoad(DataSource dataSource, Catalogue catalogue, Simulation.Plan plan, Told told) {
        this.plan = plan;
        this.outages = plan.outages();
        this.shop = LocalShop.open(dataSource, catalogue, clock);
        this.crowd = new Crowd(plan);
        this.cards = new Cards(shop, new SimulationStore(dataSource), plan.seed());
        this.diary = new DiaryStore(dataSource);
        this.watching = new Watching(shop, diary);
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
        var visits = outages.isClosed(tick) ? List.<Visit>of() : visits(tick);
        var crew = new Crew(CUSTOMERS, new ConcurrentLinkedQueue<>(visits));
        if (outages.holds(tick)) {
            run(crew::customer, crew::customer);
        } else {
            run(crew::customer, crew::customer, () -> crew.post(outages.isCaughtUp(tick)), crew::desk);
        }
        diary.visited(crew.visited);
        if (!outages.isClosed(tick)) {
            watching.look(clock.instant());
        }
    }

    private List<Visit> visits(int tick) {
        cards.mendDue(clock.instant());
        return crowd.visits(tick);
    }

    private void billAll() {
        while (shop.provider().billDue(clock.instant(), ROWS_MAX) == ROWS_MAX) {
            // until all is billed
        }
    }

    private static void run(Runnable... tasks) throws InterruptedException {
        Workers.onThreads(tasks.length)
                .run(Arrays.stream(tasks).map(Executors::callable).toList());
    }

    /** Who works in one tick: each goes home after those whose work comes to them. */
    private final class Crew {

        private final Queue<Visit> waiting;
        private final Queue<Visited> visited = new ConcurrentLinkedQueue<>();
        private final CountDownLatch customers;
        private final CountDownLatch post = new CountDownLatch(1);

        Crew(int customers, Queue<Visit> waiting) {
            this.customers = new CountDownLatch(customers);
            this.waiting = waiting;
        }

        void customer() {
            try {
                for (var visit = waiting.poll(); visit != null; visit = waiting.poll()) {
                    visited.add(come(visit));
                }
            } finally {
                customers.countDown();
            }
        }

        /** Hands over webhooks and does what is due, while there are customers; then asks for what was lost. */
        void post(boolean catchesUp) {
            try {
                until(customers, () -> shop.deliver(deliverer, again -> told.repeated()) + shop.runDue());
                if (catchesUp) {
                    catchUp();
                }
            } finally {
                post.countDown();
            }
        }

        /** Works the inbox, while there is post; and what is due because of it. */
        void desk() {
            until(post, () -> shop.work());
            while (shop.runDue() + shop.deliver(deliverer, again -> told.repeated()) + shop.work() > 0) {
                // until nothing is due
            }
        }

        private void until(CountDownLatch others, IntSupplier work) {
            boolean last = false;
            while (!last) {
                last = others.getCount() == 0 || Thread.currentThread().isInterrupted();
                int done = work.getAsInt();
                if (done > 0) {
                    last = false;
                } else if (!last) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void catchUp() {
        while (shop.billing().catchUp(ROWS_MAX) > 0) {
            // until nothing was lost
        }
        shop.billing().reconcile(clock.instant(), ROWS_MAX);
        shop.billing().forgetBodies(clock.instant());
    }

    /** What stops one customer is written down, and stops nobody else. */
    private Visited come(Visit visit) {
        var at = clock.instant();
        try {
            new Customer(shop, cards, visit).come();
            return new Visited(visit.id(), at, null);
        } catch (RuntimeException e) {
            LOG.warn("The visit of {} at {} failed", visit.id(), at, e);
            return new Visited(visit.id(), at, e.toString());
        }
    }
}
