package dev.spike.billing;

/**
 * How often one billable may use a discount.
 *
 * @param max above zero
 */
public record Repetition(int max) {

    private static final Repetition ONCE = new Repetition(1);

    private static final Repetition FOREVER = new Repetition(Integer.MAX_VALUE);

    public Repetition {
        if (max < 1) {
            throw new IllegalArgumentException("A discount that is used " + max + " times is none; use 1 or more.");
        }
    }

    public static Repetition once() {
        return ONCE;
    }

    public static Repetition forever() {
        return FOREVER;
    }

    public static Repetition times(int max) {
        return new Repetition(max);
    }

    /** Whether it may be used again by one who has used it so often. */
    public boolean allowsAfter(long uses) {
        return uses < max || equals(FOREVER);
    }

    /** As it is written in configuration: {@code once}, {@code forever} or a number. */
    @Override
    public String toString() {
        return equals(ONCE) ? "once" : equals(FOREVER) ? "forever" : Integer.toString(max);
    }
}
