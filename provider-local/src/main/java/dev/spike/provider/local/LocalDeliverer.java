package dev.spike.provider.local;

import dev.spike.provider.local.DeliveryStore.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what there is to tell, at least once, as real providers do: again after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10,
 * 14, 20 and 24 hours, and then no more. Thread-safe; several nodes may deliver.
 */
public final class LocalDeliverer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeliverer.class);

    /** The schedule that Standard Webhooks recommends. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final LocalDatabase database;
    private final Checkouts checkouts;
    private final Signing signing;
    private final Mischief mischief;
    private final DeliveryStore deliveries = new DeliveryStore();

    LocalDeliverer(LocalDatabase database, Checkouts checkouts, Signing signing, Mischief mischief) {
        this.database = database;
        this.checkouts = checkouts;
        this.signing = signing;
        this.mischief = mischief;
    }

    /**
     * Sends at most {@code limit} deliveries that are due, oldest first, each signed anew. Each is taken before it is sent, and
     * its next attempt noted, so that a kill delays it and loses nothing. No database transaction is open while it is sent.
     *
     * @param limit above zero
     * @return how many were taken up; none is left when it is less than the limit
     */
    public int deliverDue(WebhookSink sink, Instant now, int limit) {
        var due = database.<List<Due>>decide((instant, connection) -> {
            checkouts.expireDue(connection, instant);
            var taken = deliveries.due(connection, now, limit);
            for (var one : taken) {
                take(one, now).at(instant, connection);
            }
            return taken;
        });
        var arrived = inOrder(due).filter(one -> send(sink, one, now)).toList();
        if (!arrived.isEmpty()) {
            database.decide((instant, connection) -> {
                for (var one : arrived) {
                    deliveries.end(connection, one.number());
                }
                return arrived;
            });
        }
        return due.size();
    }

    private LocalDatabase.Decision<Due> take(Due due, Instant now) {
        return (instant, connection) -> {
            boolean over = mischief.loses(due.number()) || due.attempts() >= PAUSES.size();
            if (over) {
                deliveries.end(connection, due.number());
            } else {
                deliveries.tryAgain(
                        connection,
                        due.number(),
                        now.plus(isDelayed(due) ? mischief.delay() : PAUSES.get(due.attempts())));
            }
            return due;
        };
    }

    private boolean isDelayed(Due due) {
        return due.attempts() == 0 && mischief.delays(due.number());
    }

    private Stream<Due> inOrder(List<Due> due) {
        var order = new ArrayList<>(due);
        order.sort(Comparator.comparing(one -> mischief.reorders(one.number())));
        return order.stream().filter(one -> !mischief.loses(one.number()) && !isDelayed(one));
    }

    private boolean send(WebhookSink sink, Due due, Instant now) {
        var webhook = signing.sign(due.delivery().id(), now, due.delivery().body());
        boolean accepted = isAccepted(sink, webhook);
        return mischief.doubles(due.number()) ? isAccepted(sink, webhook) || accepted : accepted;
    }

    private static boolean isAccepted(WebhookSink sink, SignedWebhook webhook) {
        try {
            return sink.accepts(webhook);
        } catch (RuntimeException e) {
            LOG.warn("The webhook {} did not arrive and is sent again: {}", webhook.id(), e.toString());
            return false;
        }
    }
}
