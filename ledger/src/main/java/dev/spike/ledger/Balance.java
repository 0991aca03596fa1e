package dev.spike.ledger;

/**
 * What an account has at an instant, in smallest units.
 *
 * @param available may be spent now; below zero where something is owed
 * @param held set aside by open holds
 * @param owed spent or removed beyond what the grants covered; already taken off {@code available}
 */
public record Balance(long available, long held, long owed) {

    static final Balance NOTHING = new Balance(0, 0, 0);

    /** The law's sum: available and held. */
    public long total() {
        return Math.addExact(available, held);
    }

    /** An account that nobody has touched. */
    public static Balance nothing() {
        return NOTHING;
    }
}
