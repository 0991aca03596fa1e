package dev.spike.benchmarks;

import java.util.List;

/** The middle of what the rounds gave, and how far they lay apart. Of an even number the lower middle. */
record Spread<T extends Comparable<T>>(T median, T min, T max) {

    static <T extends Comparable<T>> Spread<T> of(List<T> values) {
        var sorted = values.stream().sorted().toList();
        return new Spread<>(sorted.get((sorted.size() - 1) / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
