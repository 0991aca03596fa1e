package dev.spike.billing.postgres;

import dev.spike.billing.BillingEvent;
import dev.spike.billing.BillingListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was committed. What a listener throws is logged: it has happened whatever it thinks. */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final List<BillingListener> listeners;

    Publisher(List<BillingListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void publish(BillingEvent event) {
        for (var listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener failed to hear of a {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
