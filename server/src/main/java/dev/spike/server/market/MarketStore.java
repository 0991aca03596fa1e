package dev.spike.server.market;

import dev.spike.billing.Money;
import dev.spike.billing.OrderId;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.Refund;
import dev.spike.ledger.Billable;
import dev.spike.server.market.Aftermath.Paid;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Looks into the tables of the provider and of billing, for what may happen next, what is still due, and what was done. */
final class MarketStore {

    private final DataSource dataSource;

    MarketStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @FunctionalInterface
    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> any(String select, String salt, Reading<T> reading) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(select)) {
            statement.setString(1, salt);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(reading.of(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static final String ANY_PAGE = """
            SELECT page
            FROM spike_checkouts
            WHERE state IN ('open', 'expired') AND page IS NOT NULL
            ORDER BY md5(key || ?)
            LIMIT 1
            """;

    /** One that was left, and may have expired. */
    Optional<URI> anyPage(String salt) {
        return any(ANY_PAGE, salt, row -> URI.create(row.getString("page")));
    }

    private static final String ANY_PAYMENT = """
            SELECT payment_id, paid_minor, paid_currency, billable_type, billable_id, key
            FROM spike_checkouts
            WHERE payment_id IS NOT NULL
            ORDER BY md5(key || ?)
            LIMIT 1
            """;

    Optional<Paid> anyPayment(String salt) {
        return any(
                ANY_PAYMENT,
                salt,
                row -> new Paid(
                        row.getString("payment_id"),
                        Money.of(row.getLong("paid_minor"), row.getString("paid_currency")),
                        Billable.of(row.getString("billable_type"), row.getString("billable_id")),
                        new OrderId(row.getString("key"))));
    }

    private static final String ANY_DISPUTE = """
            SELECT id, payment_id, minor, currency
            FROM spike_local_returns
            WHERE kind = 'dispute' AND state IN ('open', 'lost')
            ORDER BY md5(id || ?)
            LIMIT 1
            """;

    Optional<Dispute> anyDispute(String salt) {
        return any(ANY_DISPUTE, salt, row -> new Dispute(row.getString("id"), row.getString("payment_id"), money(row)));
    }

    private static final String ANY_REFUND = """
            SELECT id, payment_id, minor, currency
            FROM spike_local_returns
            WHERE kind = 'refund' AND state = 'made'
            ORDER BY md5(id || ?)
            LIMIT 1
            """;

    Optional<Refund> anyRefund(String salt) {
        return any(ANY_REFUND, salt, row -> new Refund(row.getString("id"), row.getString("payment_id"), money(row)));
    }

    private static Money money(ResultSet row) throws SQLException {
        return Money.of(row.getLong("minor"), row.getString("currency"));
    }

    private static final String DUE = """
            SELECT (SELECT count(*) FROM spike_local_deliveries WHERE due_at IS NOT NULL)
                + (SELECT count(*) FROM spike_local_deliveries d
                    WHERE NOT EXISTS (SELECT 1 FROM spike_inbox i WHERE i.event_id = d.id))
                + (SELECT count(*) FROM spike_inbox WHERE next_attempt_at IS NOT NULL)
                + (SELECT count(*) FROM spike_checkouts WHERE state IN ('asked', 'open'))
                + (SELECT count(*) FROM spike_refund_requests WHERE state = 'asked')
                + (SELECT count(*) FROM spike_provide_history WHERE next_attempt_at IS NOT NULL)
                + (SELECT count(*) FROM spike_take_backs WHERE next_attempt_at IS NOT NULL) AS due
            """;

    /** How much is not settled, of whatever kind. */
    long due() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(DUE);
                var row = statement.executeQuery()) {
            row.next();
            return row.getLong("due");
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Lost ones were taken up and never sent; reordered ones came after one that was told later. */
    private static final String FIGURES = """
            SELECT 'orders ' || state AS figure, count(*) AS count FROM spike_orders GROUP BY state
            UNION ALL
            SELECT 'payments', count(*) FROM spike_local_payments
            UNION ALL
            SELECT kind || 's ' || state, count(*) FROM spike_local_returns GROUP BY kind, state
            UNION ALL
            SELECT 'webhooks', count(*) FROM spike_local_deliveries
            UNION ALL
            SELECT 'webhooks lost', count(*) FROM spike_local_deliveries WHERE attempts = 0 AND due_at IS NULL
            UNION ALL
            SELECT 'webhooks reordered', count(*)
            FROM (
                SELECT d.number < max(d.number) OVER (ORDER BY i.number) AS is_late
                FROM spike_local_deliveries d
                JOIN spike_inbox i ON i.event_id = d.id
                WHERE d.attempts > 0
            ) arrived
            WHERE is_late
            """;

    /** What was done, by name. */
    Map<String, Long> figures() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(FIGURES);
                var row = statement.executeQuery()) {
            var figures = new TreeMap<String, Long>();
            while (row.next()) {
                figures.put(row.getString("figure"), row.getLong("count"));
            }
            return figures;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("The tables of the market could not be read.", e);
    }
}
