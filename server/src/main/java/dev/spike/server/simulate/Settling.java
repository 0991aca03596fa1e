package dev.spike.server.simulate;

import dev.spike.billing.Catalogue;
import dev.spike.provider.local.LocalDeliverer;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.shop.Told;
import javax.sql.DataSource;

/** After the last tick nobody comes: time goes on, and all is billed, told, worked and asked for, until nothing is left open. */
final class Settling {

    /** Pages end after a day, the last attempt to be paid comes after seven, that of a webhook later. */
    private static final int TICKS_MAX = 60 * Time.TICKS_PER_DAY;

    private static final int ROWS_MAX = 1_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final LocalShop shop;
    private final SimulationStore store;
    private final Simulation.Plan plan;
    private final LocalDeliverer deliverer;
    private final Told told;

    Settling(DataSource dataSource, Catalogue catalogue, Simulation.Plan plan, Told told) {
        this.shop = LocalShop.open(dataSource, catalogue, clock);
        this.store = new SimulationStore(dataSource);
        this.plan = plan;
        this.deliverer = shop.provider().deliverer(plan.mischief());
        this.told = told;
    }

    /** How much was left after all ticks: 0, unless something never settles. */
    long settle() {
        long due = Long.MAX_VALUE;
        for (int tick = 0; due > 0 && tick < TICKS_MAX; tick++) {
            clock.begin(Time.startOf(plan.time().ticks() + tick));
            tick();
            due = store.due();
        }
        return due;
    }

    private void tick() {
        while (shop.provider().billDue(clock.instant(), ROWS_MAX) == ROWS_MAX) {
            // until all is billed
        }
        while (work() > 0) {
            // until all is told
        }
        shop.billing().catchUp(ROWS_MAX);
        while (work() > 0 || shop.billing().catchUp(ROWS_MAX) > 0) {
            // until nothing was lost
        }
        while (shop.billing().reconcile(clock.instant(), ROWS_MAX) > 0) {
            // until nobody is left to ask about
        }
        while (work() > 0) {
            // until nothing is due
        }
    }

    private int work() {
        return shop.deliver(deliverer, again -> told.repeated()) + shop.work() + shop.runDue();
    }
}
