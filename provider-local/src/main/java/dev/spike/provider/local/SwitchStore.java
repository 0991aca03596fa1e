package dev.spike.provider.local;

import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SwitchRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code spike_local_switches}: what each key came to, also when it was refused. */
final class SwitchStore {

    /** A switch that was asked for. */
    record Asked(
            SwitchRequest request,
            boolean atPeriodEnd,
            @Nullable Refusal refusal) {}

    private static final String FIND = """
            SELECT key, subscription_key, reference, name, minor, currency, billed, at_period_end, refusal
            FROM spike_local_switches
            WHERE key = ?
            """;

    Optional<Asked> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            Columns.bind(statement).text(key);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var refusal = row.getString("refusal");
                return Optional.of(new Asked(
                        new SwitchRequest(row.getString("key"), row.getString("subscription_key"), Terms.read(row, "")),
                        row.getBoolean("at_period_end"),
                        refusal == null ? null : Refusal.valueOf(refusal)));
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_local_switches (key, subscription_key, reference, name, minor, currency, billed, at_period_end,
                refusal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void add(Connection connection, Asked asked) throws SQLException {
        var refusal = asked.refusal();
        try (var statement = connection.prepareStatement(ADD)) {
            var binder = Columns.bind(statement)
                    .text(asked.request().key())
                    .text(asked.request().subscriptionKey());
            Terms.bind(binder, asked.request().terms())
                    .truth(asked.atPeriodEnd())
                    .text(refusal == null ? null : refusal.name())
                    .one();
        }
    }
}
