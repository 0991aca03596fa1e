package dev.spike.server.market;

import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import java.util.Collections;

/** Tells a shop what its provider has to tell, and does all that is due, on several threads until nothing is left. */
final class Attending {

    private static final int ROWS_MAX = 100;

    private final Workers workers;
    private final int threads;

    Attending(int threads) {
        this.workers = Workers.onThreads(threads);
        this.threads = threads;
    }

    void settle(LocalShop shop) throws InterruptedException {
        workers.run(Collections.nCopies(threads, () -> {
            while (shop.provider().billDue(shop.clock().instant(), ROWS_MAX) > 0) {
                // until every period is billed
            }
            while (shop.deliver() > 0) {
                // until all is told
            }
            while (shop.work() + shop.billing().runDue(shop.clock().instant(), ROWS_MAX) > 0) {
                // until nothing is due
            }
            return shop;
        }));
    }
}
