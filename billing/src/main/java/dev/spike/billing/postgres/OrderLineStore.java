package dev.spike.billing.postgres;

import dev.spike.billing.GroupedPurchase;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine;
import dev.spike.billing.Purchase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code spike_order_lines}: what was bought, by its name of then; and so the purchases. */
final class OrderLineStore {

    private static final String ADD = """
            INSERT INTO spike_order_lines (billable_type, billable_id, order_id, line, product_id, name, quantity,
                unit_price_minor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Numbers the lines from 1. */
    void add(Connection connection, Owner owner, OrderId order, List<OrderLine> lines) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                Columns.bind(statement)
                        .owner(owner)
                        .text(order.text())
                        .integer(i + 1)
                        .text(line.productId())
                        .text(line.name())
                        .integer(line.quantity())
                        .number(line.unitPrice().minor());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static final String LINES = """
            SELECT order_id, line, product_id, name, quantity, unit_price_minor
            FROM spike_order_lines
            WHERE billable_type = ? AND billable_id = ? AND order_id = ANY (?)
            ORDER BY order_id, line
            """;

    /** A line of some order, without what it provides. */
    record Line(String order, int number, String product, String name, int quantity, long unitPriceMinor) {}

    List<Line> lines(Connection connection, Owner owner, Collection<String> orders) throws SQLException {
        try (var statement = connection.prepareStatement(LINES)) {
            Columns.bind(statement).owner(owner).texts(orders);
            try (var row = statement.executeQuery()) {
                var lines = new ArrayList<Line>();
                while (row.next()) {
                    lines.add(new Line(
                            row.getString("order_id"),
                            row.getInt("line"),
                            row.getString("product_id"),
                            row.getString("name"),
                            row.getInt("quantity"),
                            row.getLong("unit_price_minor")));
                }
                return lines;
            }
        }
    }

    private static final String PURCHASES = """
            SELECT o.id, l.product_id, l.name, l.quantity, o.paid_at
            FROM spike_order_lines l
            JOIN spike_orders o
                ON o.billable_type = l.billable_type AND o.billable_id = l.billable_id AND o.id = l.order_id
            WHERE l.billable_type = ? AND l.billable_id = ? AND o.state = 'paid'
            ORDER BY o.paid_at DESC, o.number DESC, l.line
            LIMIT ?
            """;

    List<Purchase> purchases(Connection connection, Owner owner, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(PURCHASES)) {
            Columns.bind(statement).owner(owner).integer(limit);
            try (var row = statement.executeQuery()) {
                var purchases = new ArrayList<Purchase>();
                while (row.next()) {
                    purchases.add(new Purchase(
                            new OrderId(row.getString("id")),
                            row.getString("product_id"),
                            row.getString("name"),
                            row.getInt("quantity"),
                            Columns.instant(row, "paid_at")));
                }
                return purchases;
            }
        }
    }

    private static final String GROUPED = """
            SELECT l.product_id, (array_agg(l.name ORDER BY o.paid_at DESC, o.number DESC))[1] AS name,
                sum(l.quantity) AS quantity, min(o.paid_at) AS first_at, max(o.paid_at) AS last_at
            FROM spike_order_lines l
            JOIN spike_orders o
                ON o.billable_type = l.billable_type AND o.billable_id = l.billable_id AND o.id = l.order_id
            WHERE l.billable_type = ? AND l.billable_id = ? AND o.state = 'paid'
            GROUP BY l.product_id
            ORDER BY last_at DESC, l.product_id
            LIMIT ?
            """;

    List<GroupedPurchase> grouped(Connection connection, Owner owner, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(GROUPED)) {
            Columns.bind(statement).owner(owner).integer(limit);
            try (var row = statement.executeQuery()) {
                var purchases = new ArrayList<GroupedPurchase>();
                while (row.next()) {
                    purchases.add(new GroupedPurchase(
                            row.getString("product_id"),
                            row.getString("name"),
                            row.getLong("quantity"),
                            Columns.instant(row, "first_at"),
                            Columns.instant(row, "last_at")));
                }
                return purchases;
            }
        }
    }

    private static final String PURCHASED = """
            SELECT EXISTS (
                SELECT
                FROM spike_order_lines l
                JOIN spike_orders o
                    ON o.billable_type = l.billable_type AND o.billable_id = l.billable_id AND o.id = l.order_id
                WHERE l.billable_type = ? AND l.billable_id = ? AND l.product_id = ? AND o.state = 'paid'
            ) AS purchased
            """;

    boolean isPurchased(Connection connection, Owner owner, String product) throws SQLException {
        try (var statement = connection.prepareStatement(PURCHASED)) {
            Columns.bind(statement).owner(owner).text(product);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean("purchased");
            }
        }
    }
}
