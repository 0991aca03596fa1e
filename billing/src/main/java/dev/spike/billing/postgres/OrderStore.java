package dev.spike.billing.postgres;

import dev.spike.billing.Money;
import dev.spike.billing.Order.Disputed;
import dev.spike.billing.OrderId;
import dev.spike.billing.Totals;
import dev.spike.billing.provider.Payment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_orders}: what was agreed, and where it stands. */
final class OrderStore {

    private static final String ADD = """
            INSERT INTO spike_orders (billable_type, billable_id, id, cart_id, cart_revision, currency, subtotal_minor,
                discount_minor, total_minor, discount_code, placed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Owner owner, OrderId id, OrderDraft draft, Instant now) throws SQLException {
        var totals = draft.totals();
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .owner(owner)
                    .text(id.text())
                    .number(draft.cart().id())
                    .number(draft.cart().revision())
                    .text(totals.total().currency().getCurrencyCode())
                    .number(totals.subtotal().minor())
                    .number(totals.discount().minor())
                    .number(totals.total().minor())
                    .text(draft.code())
                    .instant(now);
            Columns.exactly(1, statement);
        }
    }

    private static final String LOCK = """
            SELECT cart_id
            FROM spike_orders
            WHERE billable_type = ? AND billable_id = ? AND id = ?
            FOR UPDATE
            """;

    /** Locks the order; its cart is locked before. */
    void lock(Connection connection, Owner owner, OrderId id) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).owner(owner).text(id.text());
            statement.executeQuery().close();
        }
    }

    private static final String FIND = """
            SELECT o.id, o.cart_id, o.cart_revision, o.state, o.currency, o.subtotal_minor, o.discount_minor, o.total_minor,
                o.refunded_minor, o.disputed_minor, o.lost_minor, o.discount_code, o.placed_at, o.paid_at, o.cancelled_at, c.payment_id, c.invoice_id,
                c.paid_minor, c.paid_currency, c.paid_at AS payment_at
            FROM spike_orders o
            LEFT JOIN spike_checkouts c ON c.key = o.id
            WHERE o.billable_type = ? AND o.billable_id = ? AND o.id = ANY (?)
            ORDER BY o.number DESC
            """;

    /** Those of the orders that are the owner's, newest first. */
    List<OrderRow> find(Connection connection, Owner owner, Collection<String> ids) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).owner(owner).texts(ids);
            try (var row = statement.executeQuery()) {
                var orders = new ArrayList<OrderRow>();
                while (row.next()) {
                    orders.add(orderRow(owner, row));
                }
                return orders;
            }
        }
    }

    private static OrderRow orderRow(Owner owner, ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new OrderRow(
                owner,
                new OrderId(row.getString("id")),
                new OrderRow.Made(
                        row.getLong("cart_id"),
                        row.getLong("cart_revision"),
                        row.getString("discount_code"),
                        Columns.instant(row, "placed_at")),
                OrderState.of(row.getString("state")),
                new Totals(
                        new Money(row.getLong("subtotal_minor"), currency),
                        new Money(row.getLong("discount_minor"), currency),
                        new Money(row.getLong("total_minor"), currency)),
                new OrderRow.Since(
                        Columns.instantIfAny(row, "paid_at"),
                        Columns.instantIfAny(row, "cancelled_at"),
                        payment(row),
                        new Money(row.getLong("refunded_minor"), currency),
                        new Disputed(
                                new Money(row.getLong("disputed_minor"), currency),
                                new Money(row.getLong("lost_minor"), currency))));
    }

    private static @Nullable Payment payment(ResultSet row) throws SQLException {
        var id = row.getString("payment_id");
        return id == null
                ? null
                : new Payment(
                        id,
                        Money.of(row.getLong("paid_minor"), row.getString("paid_currency")),
                        Columns.instant(row, "payment_at"),
                        row.getString("invoice_id"));
    }

    private static final String PENDING = """
            SELECT id
            FROM spike_orders
            WHERE billable_type = ? AND billable_id = ? AND cart_id = ? AND state = 'pending'
            """;

    /** The order made of the cart that waits for its payment. */
    Optional<OrderId> pending(Connection connection, Owner owner, long cart) throws SQLException {
        try (var statement = connection.prepareStatement(PENDING)) {
            Columns.bind(statement).owner(owner).number(cart);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(new OrderId(row.getString("id"))) : Optional.empty();
            }
        }
    }

    private static final String PAGE = """
            SELECT id
            FROM spike_orders
            WHERE billable_type = ? AND billable_id = ?
                AND number < coalesce((SELECT b.number
                    FROM spike_orders b
                    WHERE b.billable_type = ? AND b.billable_id = ? AND b.id = ?), 9223372036854775807)
            ORDER BY number DESC
            LIMIT ?
            """;

    /** The ids of so many orders before that one, newest first. */
    List<String> page(Connection connection, Owner owner, @Nullable OrderId before, int size) throws SQLException {
        try (var statement = connection.prepareStatement(PAGE)) {
            Columns.bind(statement)
                    .owner(owner)
                    .owner(owner)
                    .text(before == null ? null : before.text())
                    .integer(size);
            try (var row = statement.executeQuery()) {
                var ids = new ArrayList<String>();
                while (row.next()) {
                    ids.add(row.getString("id"));
                }
                return ids;
            }
        }
    }

    private static final String USES = """
            SELECT count(*) AS uses
            FROM spike_orders
            WHERE billable_type = ? AND billable_id = ? AND discount_code = ?
                AND (state = 'paid' OR (state = 'pending' AND cart_id <> ?))
            """;

    /** How often the owner has used the code or is about to, besides in this cart. */
    long uses(Connection connection, Owner owner, String code, long cart) throws SQLException {
        try (var statement = connection.prepareStatement(USES)) {
            Columns.bind(statement).owner(owner).text(code).number(cart);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong("uses");
            }
        }
    }

    private static final String PAID = """
            UPDATE spike_orders
            SET state = 'paid',
                paid_at = ?
            WHERE billable_type = ? AND billable_id = ? AND id = ? AND state <> 'paid'
            """;

    /** The order, whose lock is held, is paid. */
    void paid(Connection connection, Owner owner, OrderId id, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PAID)) {
            changedOne(statement, now, owner, id);
        }
    }

    private static final String CANCELLED = """
            UPDATE spike_orders
            SET state = 'cancelled',
                cancelled_at = ?
            WHERE billable_type = ? AND billable_id = ? AND id = ? AND state = 'pending'
            """;

    /** Cancels the order if it is pending; otherwise it stays as it is. */
    void cancelled(Connection connection, Owner owner, OrderId id, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(CANCELLED)) {
            Columns.bind(statement).instant(now).owner(owner).text(id.text());
            statement.executeUpdate();
        }
    }

    private static final String MISPAID = """
            UPDATE spike_orders
            SET state = 'mispaid'
            WHERE billable_type = ? AND billable_id = ? AND id = ? AND state <> 'paid'
            """;

    /** For the order, whose lock is held, other money came than was asked. */
    void mispaid(Connection connection, Owner owner, OrderId id) throws SQLException {
        try (var statement = connection.prepareStatement(MISPAID)) {
            Columns.bind(statement).owner(owner).text(id.text());
            Columns.exactly(1, statement);
        }
    }

    private static final String RETURNED = """
            UPDATE spike_orders
            SET refunded_minor = ?,
                disputed_minor = ?,
                lost_minor = ?
            WHERE billable_type = ? AND billable_id = ? AND id = ?
            """;

    /** What the refunds and disputes of the order, whose lock is held, come to. */
    void returned(Connection connection, Owner owner, OrderId id, MoneyBackStore.Sums sums) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED)) {
            Columns.bind(statement)
                    .number(sums.refundedMinor())
                    .number(sums.disputedMinor())
                    .number(sums.lostMinor())
                    .owner(owner)
                    .text(id.text());
            Columns.exactly(1, statement);
        }
    }

    private static void changedOne(PreparedStatement statement, Instant now, Owner owner, OrderId id)
            throws SQLException {
        Columns.bind(statement).instant(now).owner(owner).text(id.text());
        Columns.exactly(1, statement);
    }

    private static final String ALL_MISPAID = """
            SELECT o.billable_type, o.billable_id, o.id
            FROM spike_orders o
            JOIN spike_checkouts c ON c.key = o.id
            WHERE o.state = 'mispaid' AND c.paid_minor > (
                    SELECT coalesce(sum(r.money_minor), 0)
                    FROM spike_refunds r
                    WHERE r.provider = c.provider AND r.payment_id = c.payment_id AND r.state = 'returned'
                ) + (
                    SELECT coalesce(sum(d.money_minor), 0)
                    FROM spike_disputes d
                    WHERE d.provider = c.provider AND d.payment_id = c.payment_id AND d.state = 'lost'
                )
            ORDER BY o.number
            LIMIT ?
            """;

    /** Whose and which, oldest first. */
    record Whose(Owner owner, OrderId id) {}

    List<Whose> allMispaid(Connection connection, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(ALL_MISPAID)) {
            Columns.bind(statement).integer(limit);
            try (var row = statement.executeQuery()) {
                var orders = new ArrayList<Whose>();
                while (row.next()) {
                    orders.add(new Whose(
                            new Owner(row.getString("billable_type"), row.getString("billable_id")),
                            new OrderId(row.getString("id"))));
                }
                return orders;
            }
        }
    }
}
