package dev.spike.ledger.postgres;

import dev.spike.ledger.Receipt;
import java.sql.Connection;
import java.sql.SQLException;

/** {@code spike_credit_reversals}: how much of each request was undone. */
final class ReversalStore {

    private static final String REVERSED = """
            SELECT reversed
            FROM spike_credit_reversals
            WHERE account_id = ? AND key = ? AND decided_at = ?
            """;

    long reversed(Connection connection, Receipt undone) throws SQLException {
        try (var statement = connection.prepareStatement(REVERSED)) {
            Columns.bind(statement)
                    .number(undone.id().account().number())
                    .text(undone.key().text())
                    .instant(undone.decidedAt());
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong("reversed") : 0;
            }
        }
    }

    private static final String ADD = """
            INSERT INTO spike_credit_reversals AS r (account_id, key, decided_at, reversed)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (account_id, key, decided_at) DO UPDATE
            SET reversed = r.reversed + excluded.reversed
            """;

    void add(Connection connection, Receipt undone, long amount) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Columns.bind(statement)
                    .number(undone.id().account().number())
                    .text(undone.key().text())
                    .instant(undone.decidedAt())
                    .number(amount);
            Columns.exactly(1, statement);
        }
    }
}
