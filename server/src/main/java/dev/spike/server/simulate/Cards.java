package dev.spike.server.simulate;

import dev.spike.ledger.Billable;
import dev.spike.provider.local.TestCard;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.simulate.SimulationStore.PastDue;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Cards that no longer pay, and when their owners bring others: within the grace, after it, or never. */
final class Cards {

    private static final int ALL = 100;
    private static final int WITHIN_A_DAY = 40;
    private static final int WITHIN_THE_GRACE = 55;
    private static final int AFTER_IT = 78;

    private final LocalShop shop;
    private final SimulationStore store;
    private final long seed;

    Cards(LocalShop shop, SimulationStore store, long seed) {
        this.shop = shop;
        this.store = store;
        this.seed = seed;
    }

    /** From now on the customer's card does not pay, if there is a customer. */
    void lose(Billable billable, TestCard card) {
        store.customer(billable).ifPresent(customer -> shop.provider().bank().saveCard(customer, card));
    }

    /** Brings a good card, and pays what the subscription owes. */
    void mend(Billable billable, String subscription) {
        store.customer(billable).ifPresent(customer -> {
            shop.provider().bank().saveCard(customer, TestCard.GOOD);
            shop.provider().bank().retry(subscription);
        });
    }

    /** Those whose time has come bring a good card; some leave it to the provider to try it. */
    void mendDue(Instant now) {
        for (var pastDue : store.pastDue()) {
            var random = new SplittableRandom(seed
                    + pastDue.since().toEpochMilli() * 31
                    + pastDue.billable().hashCode());
            int drawn = random.nextInt(ALL);
            if (drawn < AFTER_IT && !pastDue.since().plus(delay(drawn, random)).isAfter(now)) {
                mend(pastDue, random.nextInt(3) > 0);
            }
        }
    }

    private static Duration delay(int drawn, SplittableRandom random) {
        if (drawn < WITHIN_A_DAY) {
            return Duration.ofHours(1 + random.nextInt(17));
        }
        return drawn < WITHIN_THE_GRACE
                ? Duration.ofHours(18 + random.nextInt(50))
                : Duration.ofHours(74 + random.nextInt(90));
    }

    private void mend(PastDue pastDue, boolean atOnce) {
        shop.provider().bank().saveCard(pastDue.customer(), TestCard.GOOD);
        if (atOnce) {
            shop.provider().bank().retry(pastDue.subscription());
        }
    }
}
