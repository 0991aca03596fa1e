package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.shop.Told;
import java.time.InstantSource;
import javax.sql.DataSource;

/** After the last visit: all is told, worked, caught up with and asked for, in more and more rounds, until nothing is due. */
final class Settling {

    /** Pages end after a few rounds, the last attempt of a webhook comes days later. */
    private static final int ROUNDS_MAX = 100;

    private static final int ROWS_MAX = 1_000;

    private final MarketClock clock = new MarketClock(InstantSource.system());
    private final LocalShop shop;
    private final MarketStore store;
    private final MarketLoad.Plan plan;
    private final Told told;

    Settling(DataSource dataSource, Catalogue catalogue, MarketLoad.Plan plan, Told told) {
        this.shop = LocalShop.open(dataSource, catalogue, clock);
        this.store = new MarketStore(dataSource);
        this.plan = plan;
        this.told = told;
    }

    /** How much was left after all rounds: 0, unless something never settles. */
    long settle() {
        long due = store.due();
        for (int round = 0; due > 0 && round < ROUNDS_MAX; round++) {
            clock.begin(MarketLoad.ROUNDS + round);
            round();
            due = store.due();
        }
        return due;
    }

    private void round() {
        var deliverer = shop.provider().deliverer(plan.mischief());
        while (shop.deliver(deliverer, again -> told.repeated()) > 0) {
            // until all is told
        }
        shop.work();
        for (long left = store.figures().getOrDefault("webhooks", 0L); left > 0; left -= ROWS_MAX) {
            shop.billing().catchUp(ROWS_MAX);
        }
        while (shop.billing().reconcile(clock.instant(), ROWS_MAX) > 0) {
            // until nobody is left to ask about
        }
        while (shop.work() > 0) {
            // until nothing is due
        }
    }
}
