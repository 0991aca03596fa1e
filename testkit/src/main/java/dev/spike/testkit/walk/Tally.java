package dev.spike.testkit.walk;

import java.util.function.Supplier;

/** Compares what an engine says with what the model says, and counts. Not thread-safe. */
final class Tally {

    private long compared;
    private long instants;

    /** @throws BrokenRule when they differ */
    void same(String what, Object model, Object engine) {
        same(() -> what, model, engine);
    }

    /** The same where the words cost something, as few of them are ever read. */
    void same(Supplier<String> what, Object model, Object engine) {
        compared++;
        if (!model.equals(engine)) {
            throw new BrokenRule(what.get() + ": the model says " + model + ", the engine says " + engine + ".");
        }
    }

    /** @throws BrokenRule when it does not hold */
    void holds(boolean claim, Supplier<String> broken) {
        compared++;
        if (!claim) {
            throw new BrokenRule(broken.get());
        }
    }

    /** A balance of the past or the future was compared. */
    void countInstant() {
        instants++;
    }

    /** How many comparisons were made. */
    long compared() {
        return compared;
    }

    long instants() {
        return instants;
    }
}
