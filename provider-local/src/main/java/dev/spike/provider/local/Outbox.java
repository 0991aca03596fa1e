package dev.spike.provider.local;

import dev.spike.billing.provider.ProviderEvent;
import java.sql.Connection;
import java.sql.SQLException;

/** What happened is written down to be told in the transaction in which it happens. */
final class Outbox {

    private final BooksStore books = new BooksStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    void tell(Connection connection, ProviderEvent event) throws SQLException {
        deliveries.add(connection, books.nextDelivery(connection), Events.written(event), event.occurredAt());
    }
}
