package dev.spike.provider.local;

import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code spike_local_returns}: what was refunded and what is disputed of each payment. */
final class ReturnStore {

    /** A refund with what asked for it. */
    record Made(RefundRequest request, Refund refund) {}

    private static final String RETURNED = """
            SELECT coalesce(sum(minor), 0) AS returned
            FROM spike_local_returns
            WHERE payment_id = ? AND state IN ('made', 'open', 'lost')
            """;

    /** How much of the payment is no longer ours, in minor units. */
    long returned(Connection connection, String paymentId) throws SQLException {
        try (var statement = connection.prepareStatement(RETURNED)) {
            Columns.bind(statement).text(paymentId);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong("returned");
            }
        }
    }

    private static final String REFUND = """
            SELECT id, key, payment_id, minor, currency, reason, state
            FROM spike_local_returns
            WHERE key = ?
            """;

    Optional<Made> refund(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(REFUND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(made(row)) : Optional.empty();
            }
        }
    }

    private static Made made(ResultSet row) throws SQLException {
        var paymentId = row.getString("payment_id");
        var money = Columns.money(row, "minor");
        return new Made(
                new RefundRequest(row.getString("key"), paymentId, money, row.getString("reason")),
                new Refund(
                        row.getString("id"),
                        paymentId,
                        money,
                        Refund.Status.valueOf(row.getString("state").toUpperCase(Locale.ROOT))));
    }

    private static final String ADD_REFUND = """
            INSERT INTO spike_local_returns (id, kind, key, payment_id, minor, currency, reason, state)
            VALUES (?, 'refund', ?, ?, ?, ?, ?, 'made')
            """;

    void add(Connection connection, Made made) throws SQLException {
        try (var statement = connection.prepareStatement(ADD_REFUND)) {
            Columns.bind(statement)
                    .text(made.refund().id())
                    .text(made.request().key())
                    .text(made.refund().paymentId())
                    .money(made.refund().money())
                    .text(made.request().reason())
                    .one();
        }
    }

    private static final String ADD_DISPUTE = """
            INSERT INTO spike_local_returns (id, kind, payment_id, minor, currency, reason, state)
            VALUES (?, 'dispute', ?, ?, ?, '', 'open')
            """;

    void add(Connection connection, Dispute dispute) throws SQLException {
        try (var statement = connection.prepareStatement(ADD_DISPUTE)) {
            Columns.bind(statement)
                    .text(dispute.id())
                    .text(dispute.paymentId())
                    .money(dispute.money())
                    .one();
        }
    }

    private static final String MOVE = """
            UPDATE spike_local_returns
            SET state = ?
            WHERE id = ? AND state = ANY (?)
            RETURNING id, payment_id, minor, currency
            """;

    /** Moves it on, if it stands in one of the states; a dispute or a refund, which look alike. */
    Optional<Dispute> move(Connection connection, String id, String to, String... from) throws SQLException {
        try (var statement = connection.prepareStatement(MOVE)) {
            Columns.bind(statement).text(to).text(id).texts(List.of(from));
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Dispute(
                                row.getString("id"), row.getString("payment_id"), Columns.money(row, "minor")))
                        : Optional.empty();
            }
        }
    }
}
