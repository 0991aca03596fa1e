package dev.spike.ledger;

/**
 * What a process remembers of balances, and how often that answered since the engine was built.
 *
 * @param limits as the engine was built
 * @param size how many are remembered, also those that have grown too old and were not asked for since
 * @param hits how many balances were answered from memory
 * @param misses how many had to be read
 */
public record BalanceCacheStats(BalanceCache limits, long size, long hits, long misses) {

    /** Of a hundred balances asked for, how many were answered from memory, rounded down; 0 where none was asked for. */
    public long hitPercent() {
        long asked = hits + misses;
        return asked == 0 ? 0 : Math.multiplyExact(hits, 100) / asked;
    }
}
