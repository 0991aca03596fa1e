package dev.spike.provider.local;

import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_charges}: what each key came to, also when it was refused. */
final class ChargeStore {

    /** Either refused or paid. */
    record Charge(
            ChargeRequest request,
            @Nullable Refusal refusal,
            @Nullable String paymentId) {}

    private static final String FIND = """
            SELECT key, customer_id, minor, currency, description, refusal, payment_id
            FROM spike_local_charges
            WHERE key = ?
            """;

    Optional<Charge> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var refusal = row.getString("refusal");
                return Optional.of(new Charge(
                        new ChargeRequest(
                                row.getString("key"),
                                row.getString("customer_id"),
                                Columns.money(row, "minor"),
                                row.getString("description")),
                        refusal == null ? null : Refusal.valueOf(refusal),
                        row.getString("payment_id")));
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_local_charges (key, customer_id, minor, currency, description, refusal, payment_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Charge charge) throws SQLException {
        var request = charge.request();
        var refusal = charge.refusal();
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .text(request.key())
                    .text(request.customerId())
                    .money(request.money())
                    .text(request.description())
                    .text(refusal == null ? null : refusal.name())
                    .text(charge.paymentId())
                    .one();
        }
    }
}
