package dev.spike.server.market;

import dev.spike.billing.Money;
import dev.spike.ledger.CreditType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Counts what was sold in the tables of the provider, of billing and of the ledger, by a route of its own. */
final class SaleStore {

    private final DataSource dataSource;

    SaleStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    SaleReport report(String billableType, CreditType type, long boughtBefore) {
        try (var connection = dataSource.getConnection()) {
            return new SaleReport(
                    number(connection, CUSTOMERS, billableType),
                    boughtBefore,
                    number(connection, ORDERS, billableType),
                    money(connection, TAKEN, billableType),
                    money(connection, PAID, billableType),
                    type.credits(number(connection, BOUGHT, billableType, type.id())));
        } catch (SQLException e) {
            throw new IllegalStateException("What was sold could not be counted.", e);
        }
    }

    private static final String CUSTOMERS = """
            SELECT count(DISTINCT billable_id) AS number
            FROM spike_orders
            WHERE billable_type = ? AND state = 'paid'
            """;

    private static final String ORDERS = """
            SELECT count(*) AS number
            FROM spike_orders
            WHERE billable_type = ? AND state = 'paid'
            """;

    private static final String BOUGHT = """
            SELECT coalesce(sum(credits), 0) AS number
            FROM spike_credit_transactions
            WHERE billable_type = ? AND credit_type = ? AND entry = 'grant' AND order_id IS NOT NULL
            """;

    private static long number(Connection connection, String select, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(select)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal("number").longValueExact();
            }
        }
    }

    private static final String TAKEN = """
            SELECT p.currency, sum(p.minor) AS minor
            FROM spike_local_customers c
            JOIN spike_local_payments p ON p.customer_id = c.id
            WHERE c.billable_type = ?
            GROUP BY p.currency
            ORDER BY p.currency
            """;

    /** A period counts as paid when it was told and is noted, with the money that was told of it. */
    private static final String PAID = """
            SELECT currency, sum(minor) AS minor
            FROM (
                SELECT billable_type, currency, total_minor AS minor
                FROM spike_orders
                WHERE state = 'paid' AND total_minor > 0
                UNION ALL
                SELECT p.billable_type, told.body #>> '{data,payment,currency}',
                    (told.body #>> '{data,payment,minor}')::bigint
                FROM (
                    SELECT body::jsonb AS body
                    FROM spike_inbox
                    WHERE provider = 'local' AND type = 'period.paid' AND state = 'done' AND body IS NOT NULL
                ) told
                JOIN spike_subscription_periods p ON p.key = told.body #>> '{data,subscription}'
                    AND p.key || '/' || p.switch_number = told.body #>> '{data,terms,reference}'
                    AND p.period_start = (told.body #>> '{data,period,start}')::timestamptz
            ) paid
            WHERE billable_type = ?
            GROUP BY currency
            ORDER BY currency
            """;

    private static List<Money> money(Connection connection, String select, String billableType) throws SQLException {
        try (var statement = connection.prepareStatement(select)) {
            statement.setString(1, billableType);
            var sums = new ArrayList<Money>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    sums.add(Money.of(row.getBigDecimal("minor").longValueExact(), row.getString("currency")));
                }
            }
            return sums;
        }
    }
}
