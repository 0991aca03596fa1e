package dev.spike.billing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code spike_cart_items}: how many of which product. */
final class CartItemStore {

    private static final String QUANTITIES = """
            SELECT product_id, quantity
            FROM spike_cart_items
            WHERE billable_type = ? AND billable_id = ? AND cart_id = ?
            ORDER BY place
            """;

    /** By product, in the order in which they were put in. */
    Map<String, Integer> quantities(Connection connection, Owner owner, long cart) throws SQLException {
        try (var statement = connection.prepareStatement(QUANTITIES)) {
            Columns.bind(statement).owner(owner).number(cart);
            try (var row = statement.executeQuery()) {
                var quantities = new LinkedHashMap<String, Integer>();
                while (row.next()) {
                    quantities.put(row.getString("product_id"), row.getInt("quantity"));
                }
                return quantities;
            }
        }
    }

    private static final String PUT = """
            INSERT INTO spike_cart_items (billable_type, billable_id, cart_id, product_id, quantity)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (billable_type, billable_id, cart_id, product_id) DO UPDATE
            SET quantity = excluded.quantity
            """;

    void put(Connection connection, Owner owner, long cart, String product, int quantity) throws SQLException {
        try (var statement = connection.prepareStatement(PUT)) {
            Columns.bind(statement).owner(owner).number(cart).text(product).integer(quantity);
            Columns.exactly(1, statement);
        }
    }

    private static final String REMOVE = """
            DELETE FROM spike_cart_items
            WHERE billable_type = ? AND billable_id = ? AND cart_id = ? AND product_id = ?
            """;

    void remove(Connection connection, Owner owner, long cart, String product) throws SQLException {
        try (var statement = connection.prepareStatement(REMOVE)) {
            Columns.bind(statement).owner(owner).number(cart).text(product);
            Columns.exactly(1, statement);
        }
    }
}
