package dev.spike.ledger.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.BalanceCacheStats;
import java.time.Instant;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read of rows, each for a bounded age and not past the instant at which time alone changes it. Needs
 * Caffeine on the class path. Thread-safe.
 *
 * <p>Two promises. Whoever changes a row, commits, and calls {@link #changed} sees the change in every reading that begins
 * after. And readings of a key never run back: what was told once is not followed by an older version of the row.
 *
 * <p>What makes them hard is a reading that is slow:
 *
 * <pre>
 *   slow reader   begins, reads 100 ................................ remembers 100?
 *   writer                            commits 90, changed()
 *   anybody                                                                          reads 90, never 100
 * </pre>
 *
 * So a reading notes how many changes there were before it begins, and counts from then on only if there were no more since;
 * that is looked at in one step with remembering it. What another process changed is told by nobody: of readings at the same
 * time the one of the higher version stays. A reading that was told and may not count leaves its version behind all the same,
 * so that no older one is remembered after it. An entry that has to make room counts as a change, as its version is forgotten
 * with it. Changes are counted together for some keys; to be counted with another's costs a reading, never an answer.
 */
public final class AgingCache<K, V> {

    /** So many that few readings are lost to changes of other keys; 32 KiB. */
    private static final int COUNTERS = 4_096;

    private final BalanceCache limits;
    private final AtomicLongArray changes = new AtomicLongArray(COUNTERS);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final ConcurrentMap<K, Kept<V>> kept;

    /**
     * A row as it was read.
     *
     * @param version of two readings at the same time the one with the higher is later
     * @param until when time alone changes the value; none is never
     */
    public record Row<V>(V value, long version, @Nullable Instant until) {}

    /** A value that counts in {@code [from, until)}; where that is empty, its version alone does. */
    private record Kept<V>(V value, long version, Instant from, Instant until) {

        boolean countsAt(Instant now) {
            return now.isBefore(until) && !now.isBefore(from);
        }
    }

    /** @throws IllegalStateException when Caffeine is not on the class path */
    public AgingCache(BalanceCache limits) {
        this.limits = limits;
        try {
            this.kept = WithCaffeine.map(limits.sizeMax(), this::count);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Caffeine is not on the class path, and balances are to be cached: add"
                            + " com.github.ben-manes.caffeine:caffeine, or build the engine without cacheBalances.",
                    e);
        }
    }

    /**
     * The value as it is remembered, or as it is read now.
     *
     * @param now the instant for which the row is read, taken before; age counts from it
     */
    public V get(K key, Instant now, Supplier<Row<V>> reading) {
        var known = kept.get(key);
        if (known != null && known.countsAt(now)) {
            hits.increment();
            return known.value();
        }
        misses.increment();
        return read(key, now, reading);
    }

    /** The value as it is read now, whatever is remembered; it is remembered from here on, unless it changed meanwhile. */
    @SuppressWarnings("ReferenceEquality") // the very entry that was there before: nobody has replaced it since
    public V read(K key, Instant now, Supplier<Row<V>> reading) {
        int counter = counterOf(key);
        long before = changes.get(counter);
        var earlier = kept.get(key);
        var row = reading.get();
        var until = earlier(now.plus(limits.ageMax()), row.until());
        kept.compute(key, (same, known) -> {
            var read = new Kept<>(row.value(), row.version(), now, changes.get(counter) == before ? until : now);
            return known == earlier ? read : later(known, read);
        });
        return row.value();
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private static <V> Kept<V> later(@Nullable Kept<V> known, Kept<V> read) {
        return known != null && known.version() >= read.version() ? known : read;
    }

    /** The row was changed here, or may have been; to be called after the commit and before anybody is answered. */
    public void changed(K key) {
        count(key); // first: who looks at the count before this has remembered its reading before the next line
        kept.remove(key);
    }

    private void count(K key) {
        changes.incrementAndGet(counterOf(key));
    }

    private static int counterOf(Object key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTERS - 1);
    }

    public BalanceCacheStats stats() {
        return new BalanceCacheStats(limits, kept.size(), hits.sum(), misses.sum());
    }

    /** All that knows Caffeine, so that the rest can be loaded without it. */
    private static final class WithCaffeine {

        private WithCaffeine() {}

        /** @param evicting told of a key in one step with its removal to make room */
        static <K, V> ConcurrentMap<K, V> map(int sizeMax, Consumer<K> evicting) {
            return Caffeine.newBuilder()
                    .maximumSize(sizeMax)
                    .executor(Runnable::run) // the little housekeeping is done by whoever reads; no thread of ours
                    .<K, V>evictionListener((key, value, cause) -> {
                        if (key != null) {
                            evicting.accept(key);
                        }
                    })
                    .build()
                    .asMap();
        }
    }
}
