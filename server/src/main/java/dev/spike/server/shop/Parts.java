package dev.spike.server.shop;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Which parts of a work are over, and how often a webhook came again. Thread-safe. */
public final class Parts implements Told {

    private final int total;
    private final BitSet over = new BitSet();
    private final AtomicLong repeated = new AtomicLong();
    private final LongConsumer advanced;

    /** @param advanced is told how many more parts are over */
    public Parts(int total, LongConsumer advanced) {
        this.total = total;
        this.advanced = advanced;
    }

    @Override
    public synchronized void over(int part) {
        if (!over.get(part)) {
            over.set(part);
            advanced.accept(1);
        }
    }

    @Override
    public void repeated() {
        repeated.incrementAndGet();
    }

    public long repeatedWebhooks() {
        return repeated.get();
    }

    int total() {
        return total;
    }

    public synchronized int count() {
        return over.cardinality();
    }

    /** The first that is not over. */
    synchronized int next() {
        return over.nextClearBit(0);
    }
}
