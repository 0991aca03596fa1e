package dev.spike.billing.postgres;

import dev.spike.ledger.Credits;
import dev.spike.ledger.cache.AgingCache;
import dev.spike.ledger.cache.AgingCache.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Until when a touch of an owner has nothing to do, as this process remembers it. As many owners and for as long as the engine
 * remembers balances; where it remembers none, nothing.
 */
final class SettledOwners {

    private final @Nullable AgingCache<Owner, Boolean> cache;

    private SettledOwners(@Nullable AgingCache<Owner, Boolean> cache) {
        this.cache = cache;
    }

    static SettledOwners beside(Credits credits) {
        return new SettledOwners(credits.balanceCache()
                .map(stats -> new AgingCache<Owner, Boolean>(stats.limits()))
                .orElse(null));
    }

    /** @param reading until when the owner is settled; none needs a touch at once */
    boolean isSettled(Owner owner, Instant now, Supplier<Optional<Instant>> reading) {
        return cache == null
                ? isSettled(reading.get(), now)
                : cache.get(owner, now, () -> {
                    var until = reading.get();
                    return new Row<>(isSettled(until, now), 0, until.orElse(now));
                });
    }

    private static boolean isSettled(Optional<Instant> until, Instant now) {
        return until.isPresent() && until.get().isAfter(now);
    }

    /** To be called when what this process did about the owner's plans is committed. */
    void changed(Owner owner) {
        if (cache != null) {
            cache.changed(owner);
        }
    }
}
