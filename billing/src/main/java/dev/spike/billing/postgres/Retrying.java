package dev.spike.billing.postgres;

import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What could not be provided or taken back is tried again, each in a transaction of its own, so that one never waits for
 * another. Under the order's lock, so that what is wholly refunded meanwhile is not provided any more.
 */
final class Retrying {

    private final BillingDatabase database;
    private final Providing providing;
    private final TakingBack takingBack;
    private final Orders orders = new Orders();
    private final ProvideHistoryStore history = new ProvideHistoryStore();
    private final TakeBackStore takeBacks = new TakeBackStore();

    Retrying(BillingDatabase database, Providing providing, TakingBack takingBack) {
        this.database = database;
        this.providing = providing;
        this.takingBack = takingBack;
    }

    /** How many were tried, at most {@code limit}. */
    int retry(Instant now, int limit) {
        int tried = 0;
        while (tried < limit && (provideOne(now) || takeOneBack(now))) {
            tried++;
        }
        return tried;
    }

    private boolean provideOne(Instant now) {
        return database.inTransaction((connection, untold) -> {
            var due = history.lockDue(connection, now);
            if (due.isPresent()) {
                provide(connection, untold, due.get(), now);
            }
            return due.isPresent();
        });
    }

    /** What money went back of the order before counts for what is provided only now. */
    private void provide(Connection connection, Untold untold, DueProvision due, Instant now) throws SQLException {
        var placed = locked(connection, due.owner(), new OrderId(due.source()));
        boolean refunded = placed.order() instanceof Order.Paid paid
                && !paid.returned().isZero()
                && paid.returned().equals(paid.totals().total());
        if (!refunded) {
            providing.attempt(connection, untold, due, now);
            takingBack.adjust(connection, untold, placed, now);
        }
    }

    private boolean takeOneBack(Instant now) {
        return database.inTransaction((connection, untold) -> {
            var due = takeBacks.due(connection, now);
            if (due.isPresent()) {
                var placed = locked(connection, due.get().owner(), due.get().id());
                takingBack.adjust(connection, untold, placed, now);
            }
            return due.isPresent();
        });
    }

    private PlacedOrder locked(Connection connection, Owner owner, OrderId id) throws SQLException {
        orders.store().lock(connection, owner, id);
        return orders.get(connection, owner, id);
    }
}
