package dev.spike.spring.metered;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Numbers the calls of each metered method within one request. Thread-safe. */
final class CallNumbers {

    private final Map<String, BitSet> taken = new HashMap<>();

    /** The least number, from 1, that no call of the method has. */
    synchronized int take(String method) {
        var numbers = taken.computeIfAbsent(method, none -> new BitSet());
        int number = numbers.nextClearBit(1);
        numbers.set(number);
        return number;
    }

    synchronized void leave(String method, int number) {
        taken.computeIfAbsent(method, none -> new BitSet()).clear(number);
    }
}
