package dev.spike.billing.postgres;

import dev.spike.billing.renewal.Span;

/**
 * One thing that a plan gives once for one stretch of time.
 *
 * @param source the key of the subscription, or {@link #FREE}
 * @param position SWITCH.OCCASION.POSITION in its terms
 * @param span without any grace
 */
record Slot(String source, String position, Span span) {

    /** The source of what the free plan gives; keys of subscriptions are longer. */
    static final String FREE = "free";

    boolean isFree() {
        return source.equals(FREE);
    }

    int switchNumber() {
        return Integer.parseInt(position.substring(0, position.indexOf('.')));
    }

    /** OCCASION.POSITION: the same amount of the plan before or after a switch. */
    String place() {
        return position.substring(position.indexOf('.') + 1);
    }

    /** SOURCE/POSITION/START: what it is called in the ledger. */
    String key() {
        return source + "/" + position + "/" + span.start();
    }
}
