package dev.spike.billing.postgres;

import dev.spike.billing.provider.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to be worked, whose row is locked.
 *
 * @param body none once it was dropped
 * @param attempts made before
 */
record InboxRow(
        long number,
        String provider,
        String eventId,
        String type,
        @Nullable String body,
        int attempts) {

    Delivery delivery() {
        if (body == null) {
            throw new IllegalStateException(
                    "The body was dropped before it could be worked; what it told is only known to"
                            + " the provider: look there, and set the order right by hand.");
        }
        return new Delivery(eventId, type, body);
    }
}
