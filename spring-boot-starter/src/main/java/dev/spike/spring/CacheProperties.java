package dev.spike.spring;

import dev.spike.ledger.BalanceCache;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Balances from the memory of each node. They answer balance() alone; whatever decides asks the database.
 *
 * @param enabled Whether balances are remembered. What a node did itself is never missing from them; what another node did is
 *     seen after the age at the latest.
 * @param size How many balances a node remembers at most, 1 to 1000000. Beyond it those go that are read least.
 * @param age How old a remembered balance may be, above 0 and at most 1 d.
 */
@ConfigurationProperties("spike.cache")
record CacheProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("10000") int size,
        @DefaultValue("1s") Duration age) {

    CacheProperties {
        BalanceCache.of(size, age); // refuses what is out of bounds
    }

    BalanceCache limits() {
        return BalanceCache.of(size, age);
    }
}
