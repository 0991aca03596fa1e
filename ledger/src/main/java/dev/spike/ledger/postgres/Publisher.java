package dev.spike.ledger.postgres;

import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.BalanceUpdated;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was committed. What a listener throws is logged: the credits have moved whatever it thinks. */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final List<BalanceListener> listeners;

    Publisher(List<BalanceListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void publish(BalanceUpdated event) {
        for (var listener : listeners) {
            try {
                listener.onBalanceUpdated(event);
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "A listener failed to hear of a decision on account {}",
                        event.receipt().id().account().number(),
                        e);
            }
        }
    }
}
