package dev.spike.billing.postgres;

import dev.spike.billing.OrderId;
import dev.spike.billing.OrderLine;
import dev.spike.billing.OrderLine.Provided;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code spike_order_provides}: what each of a line provides, as the catalogue had it. */
final class OrderProvideStore {

    private static final String ADD = """
            INSERT INTO spike_order_provides (billable_type, billable_id, order_id, line, position, kind, terms)
            VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?))
            """;

    /** Numbers lines and positions from 1. */
    void add(Connection connection, Owner owner, OrderId order, List<OrderLine> lines) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            for (int line = 0; line < lines.size(); line++) {
                var provides = lines.get(line).provides();
                for (int position = 0; position < provides.size(); position++) {
                    Columns.bind(statement)
                            .owner(owner)
                            .text(order.text())
                            .integer(line + 1)
                            .integer(position + 1)
                            .text(provides.get(position).kind())
                            .pairs(provides.get(position).terms());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static final String OF_LINES = """
            SELECT order_id, line, kind,
                ARRAY(SELECT unnest(ARRAY[t.key, t.value]) FROM jsonb_each_text(terms) t) AS terms
            FROM spike_order_provides
            WHERE billable_type = ? AND billable_id = ? AND order_id = ANY (?)
            ORDER BY order_id, line, position
            """;

    /** A line of an order. */
    record LineOf(String order, int line) {}

    Map<LineOf, List<Provided>> ofLines(Connection connection, Owner owner, Collection<String> orders)
            throws SQLException {
        try (var statement = connection.prepareStatement(OF_LINES)) {
            Columns.bind(statement).owner(owner).texts(orders);
            try (var row = statement.executeQuery()) {
                var provides = new HashMap<LineOf, List<Provided>>();
                while (row.next()) {
                    provides.computeIfAbsent(
                                    new LineOf(row.getString("order_id"), row.getInt("line")),
                                    line -> new ArrayList<>())
                            .add(new Provided(row.getString("kind"), Columns.pairs(row, "terms")));
                }
                return provides;
            }
        }
    }
}
