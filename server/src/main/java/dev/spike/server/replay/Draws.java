package dev.spike.server.replay;

/**
 * Numbers drawn from a seed: the same on every Java, whatever its {@code java.util.random} does. SplitMix64 (Steele, Lea and
 * Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014). Not thread-safe, and no secret.
 */
final class Draws {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Draws(long seed) {
        this.state = seed;
    }

    /** The draw that belongs to a number, as if that many draws had gone before it. */
    static Draws at(long seed, long number) {
        return new Draws(seed + number * GOLDEN_GAMMA);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Between 0 and the bound, without it. For bounds under 2^40 no value is preferred by more than one in 2^24. */
    long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
