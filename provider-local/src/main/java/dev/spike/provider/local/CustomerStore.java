package dev.spike.provider.local;

import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** {@code spike_local_customers}: one per billable. */
final class CustomerStore {

    private static final String OF_BILLABLE = """
            SELECT id
            FROM spike_local_customers
            WHERE billable_type = ? AND billable_id = ?
            """;

    Optional<Customer> ofBillable(Connection connection, CustomerRequest request) throws SQLException {
        try (var statement = connection.prepareStatement(OF_BILLABLE)) {
            Columns.bind(statement)
                    .text(request.billable().billableType())
                    .text(request.billable().billableId());
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Customer(row.getString("id"))) : Optional.empty();
            }
        }
    }

    private static final String EXISTS = """
            SELECT id
            FROM spike_local_customers
            WHERE id = ?
            """;

    boolean exists(Connection connection, String id) throws SQLException {
        try (var statement = connection.prepareStatement(EXISTS)) {
            Columns.bind(statement).text(id);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_local_customers (id, billable_type, billable_id, name, email)
            VALUES (?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Customer customer, CustomerRequest request) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(customer.id())
                    .text(request.billable().billableType())
                    .text(request.billable().billableId())
                    .text(request.name())
                    .text(request.email())
                    .one();
        }
    }
}
