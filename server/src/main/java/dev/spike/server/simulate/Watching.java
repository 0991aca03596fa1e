package dev.spike.server.simulate;

import dev.spike.ledger.Billable;
import dev.spike.server.shop.LocalShop;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at what the quiet ones have while the provider's word is under way: in the two days after each of their periods, which
 * end before the grace does. Nothing is touched by it.
 */
final class Watching {

    private static final Duration UNDER_WAY = Duration.ofDays(2);

    private final LocalShop shop;
    private final DiaryStore store;

    Watching(LocalShop shop, DiaryStore store) {
        this.shop = shop;
        this.store = store;
    }

    void look(Instant now) {
        for (var id : store.renewing(now.minus(UNDER_WAY))) {
            var account = shop.credits().of(Billable.of(Crowd.BILLABLE_TYPE, id), "credits");
            store.looked(id, now, account.balance().available());
        }
    }
}
