package dev.spike.billing.postgres;

/** Nobody asks for everything at once. */
final class Limits {

    /** As much as is held in memory without thought. */
    static final int ROWS_MAX = 1_000;

    private Limits() {}

    static int rows(int limit) {
        return check("a list", limit, ROWS_MAX);
    }

    /** @throws IllegalArgumentException when it is not 1 to the most */
    static int check(String what, int size, int most) {
        if (size < 1 || size > most) {
            throw new IllegalArgumentException(
                    "The size of " + what + " was to be " + size + "; ask for 1 to " + most + ".");
        }
        return size;
    }
}
