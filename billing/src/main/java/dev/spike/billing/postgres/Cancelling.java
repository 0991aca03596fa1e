package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A page can no longer be paid: its order is given up, unless it is paid already. The cart stays. Locks the order, then its
 * checkout, as paying does.
 */
final class Cancelling {

    private final OrderStore orders = new OrderStore();
    private final CheckoutStore checkouts = new CheckoutStore();

    /** The provider says that it has expired, or never was. A repeat changes nothing, nor does a key that is not ours. */
    void expired(Connection connection, String checkoutKey, Instant now) throws SQLException {
        cancel(connection, checkoutKey, now);
        checkouts.expired(connection, checkoutKey, now);
    }

    /** The provider refuses to open it. */
    void refused(Connection connection, String checkoutKey, String cause, Instant now) throws SQLException {
        cancel(connection, checkoutKey, now);
        checkouts.refused(connection, checkoutKey, Shown.cause(cause), now);
    }

    /** Nothing is known of a page; the order is given up before the provider is asked again, so that one opened now is seen. */
    void givenUp(Connection connection, String checkoutKey, Instant now) throws SQLException {
        cancel(connection, checkoutKey, now);
    }

    private void cancel(Connection connection, String checkoutKey, Instant now) throws SQLException {
        var checkout = checkouts.find(connection, checkoutKey);
        if (checkout.isPresent()) {
            orders.cancelled(connection, checkout.get().owner(), checkout.get().order(), now);
        }
    }
}
