package dev.spike.provider.local;

import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.ProviderSubscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The first moment of a subscription: its first period is paid, or its trial with nothing. */
final class Beginning {

    private final SubscriptionRequestStore requests = new SubscriptionRequestStore();
    private final Renewing renewing;
    private final Taking taking;

    Beginning(Renewing renewing, Taking taking) {
        this.renewing = renewing;
        this.taking = taking;
    }

    /** Begins what the page of the key was opened for, if that is a subscription. */
    Optional<Payment> atPage(Connection connection, Instant now, String key) throws SQLException {
        var asked = requests.find(connection, key);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var begun = Subscription.begun(asked.get().request(), now);
        return Optional.of(
                begun.state() == ProviderSubscription.State.TRIAL
                        ? trial(connection, now, begun)
                        : renewing.pay(connection, now, begun, begun));
    }

    private Payment trial(Connection connection, Instant now, Subscription begun) throws SQLException {
        renewing.change(connection, now, begun, begun);
        return taking.take(connection, now, begun.customerId(), begun.bill().owed());
    }

    /** Begins from the saved card, which would pay. */
    void withCard(Connection connection, Instant now, Subscription begun) throws SQLException {
        if (begun.state() == ProviderSubscription.State.TRIAL) {
            renewing.change(connection, now, begun, begun);
        } else {
            renewing.pay(connection, now, begun, begun);
        }
    }
}
