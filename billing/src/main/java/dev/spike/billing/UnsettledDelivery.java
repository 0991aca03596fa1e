package dev.spike.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of the inbox that failed, or that waits for something that is not known yet.
 *
 * @param id ours; {@link Billing#retryInbox} takes it
 * @param eventId the provider's
 * @param type the provider's word for what it tells
 * @param state {@link DeliveryState#WAITING} or {@link DeliveryState#FAILED}
 * @param story what happened to it so far
 */
public record UnsettledDelivery(
        long id, String provider, String eventId, String type, DeliveryState state, Story story) {

    /**
     * What happened so far.
     *
     * @param since when it first failed or waited
     * @param attempts made so far
     * @param cause what went wrong the last time, or what it waits for
     * @param nextAttemptAt none when it is no longer tried
     */
    public record Story(
            Instant receivedAt,
            Instant since,
            int attempts,
            String cause,
            @Nullable Instant nextAttemptAt) {}
}
