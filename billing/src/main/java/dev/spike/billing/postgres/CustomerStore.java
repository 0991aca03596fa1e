package dev.spike.billing.postgres;

import dev.spike.billing.provider.Customer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code spike_customers}: as whom a provider knows a billable. */
final class CustomerStore {

    private static final String FIND = """
            SELECT customer_id
            FROM spike_customers
            WHERE billable_type = ? AND billable_id = ? AND provider = ?
            """;

    Optional<Customer> find(Connection connection, Owner owner, String provider) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).owner(owner).text(provider);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Customer(row.getString("customer_id"))) : Optional.empty();
            }
        }
    }

    private static final String OWNER = """
            SELECT billable_type, billable_id
            FROM spike_customers
            WHERE provider = ? AND customer_id = ?
            """;

    /** Whom the provider's customer stands for. */
    Optional<Owner> owner(Connection connection, String provider, String customer) throws SQLException {
        try (var statement = connection.prepareStatement(OWNER)) {
            Columns.bind(statement).text(provider).text(customer);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Owner(row.getString("billable_type"), row.getString("billable_id")))
                        : Optional.empty();
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_customers (billable_type, billable_id, provider, customer_id, created_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** Keeps the first that is told. No index is named: two tabs with one answer meet on whichever comes first. */
    void add(Connection connection, Owner owner, String provider, Customer customer, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(provider)
                    .text(customer.id())
                    .instant(now);
            statement.executeUpdate();
        }
    }
}
