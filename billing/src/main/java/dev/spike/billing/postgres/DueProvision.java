package dev.spike.billing.postgres;

import dev.spike.billing.OrderLine.Provided;

/**
 * One thing that an order is to provide once.
 *
 * @param source the order
 * @param position LINE.POSITION in it
 * @param provided each, as the order keeps it
 * @param attempts made before
 */
record DueProvision(Owner owner, String source, String position, Provided provided, int quantity, int attempts) {

    /** The period of what is provided once. */
    static final String ONCE = "-";

    /** ORDER/LINE/POSITION: what it is called in the ledger. */
    String key() {
        return source + "/" + position.replace('.', '/');
    }
}
