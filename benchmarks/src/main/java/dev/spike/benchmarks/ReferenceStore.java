package dev.spike.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.OptionalLong;

/** The reference design's one table, with its one index, on one connection. */
final class ReferenceStore {

    private final Connection connection;

    ReferenceStore(Connection connection) {
        this.connection = connection;
    }

    private static final String CREATE = """
            CREATE TABLE reference_credit_transactions (
                id                   bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                billable_type        varchar(255) NOT NULL,
                billable_id          varchar(255) NOT NULL,
                type                 varchar(255) NOT NULL,
                credit_type          varchar(255) NOT NULL DEFAULT 'credits',
                credits              bigint       NOT NULL,
                cart_id              bigint,
                cart_item_id         bigint,
                subscription_id      bigint,
                subscription_item_id bigint,
                expires_at           timestamp(0),
                notes                text,
                created_at           timestamp(0),
                updated_at           timestamp(0)
            )
            """;

    private static final String INDEX = """
            CREATE INDEX reference_credit_transactions_billable
                ON reference_credit_transactions (billable_type, billable_id, credit_type)
            """;

    private static final String APPEND_GRANTS = """
            INSERT INTO reference_credit_transactions (billable_type, billable_id, type, credits, expires_at, created_at,
                updated_at)
            SELECT 'user', n::text, 'product', ?, ?::timestamp + interval '30 days', ?, ?
            FROM generate_series(1, ?) n
            """;

    private static final String APPEND_USAGE = """
            INSERT INTO reference_credit_transactions (billable_type, billable_id, type, credits, created_at, updated_at)
            SELECT billable_type, billable_id, 'usage', -1, created_at, updated_at
            FROM reference_credit_transactions
            """;

    void fill(int accounts, LocalDateTime now) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(CREATE);
            statement.execute(INDEX);
            appendGrants(accounts, now);
            statement.executeUpdate(APPEND_USAGE);
            statement.execute("VACUUM (ANALYZE) reference_credit_transactions");
        }
    }

    private void appendGrants(int accounts, LocalDateTime now) throws SQLException {
        try (var statement = connection.prepareStatement(APPEND_GRANTS)) {
            statement.setLong(1, Design.PLENTY);
            statement.setObject(2, now);
            statement.setObject(3, now);
            statement.setObject(4, now);
            statement.setInt(5, accounts);
            statement.executeUpdate();
        }
    }

    private static final String BALANCE = """
            SELECT coalesce(sum(credits), 0)
            FROM reference_credit_transactions
            WHERE billable_type = 'user' AND billable_id = ? AND credit_type = 'credits'
                AND (expires_at IS NULL OR expires_at > ?)
            """;

    long balance(String owner, LocalDateTime now) throws SQLException {
        try (var statement = connection.prepareStatement(BALANCE)) {
            statement.setString(1, owner);
            statement.setObject(2, now);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static final String LOCK_USAGE = """
            SELECT id
            FROM reference_credit_transactions
            WHERE billable_type = 'user' AND billable_id = ? AND credit_type = 'credits' AND type = 'usage'
                AND created_at >= ? AND created_at < ? AND (expires_at IS NULL OR expires_at > ?)
            ORDER BY id DESC
            LIMIT 1
            FOR UPDATE
            """;

    /** Today's open row of usage, if there is one. */
    OptionalLong lockUsage(String owner, LocalDateTime now) throws SQLException {
        var midnight = now.toLocalDate().atStartOfDay();
        try (var statement = connection.prepareStatement(LOCK_USAGE)) {
            statement.setString(1, owner);
            statement.setObject(2, midnight);
            statement.setObject(3, midnight.plusDays(1));
            statement.setObject(4, now);
            try (var row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static final String GROW = """
            UPDATE reference_credit_transactions
            SET credits = credits - ?,
                updated_at = ?
            WHERE id = ?
            """;

    void grow(long id, long amount, LocalDateTime now) throws SQLException {
        try (var statement = connection.prepareStatement(GROW)) {
            statement.setLong(1, amount);
            statement.setObject(2, now);
            statement.setLong(3, id);
            statement.executeUpdate();
        }
    }

    private static final String APPEND = """
            INSERT INTO reference_credit_transactions (billable_type, billable_id, type, credits, created_at, updated_at)
            VALUES ('user', ?, ?, ?, ?, ?)
            """;

    void append(String owner, String type, long credits, LocalDateTime now) throws SQLException {
        try (var statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, owner);
            statement.setString(2, type);
            statement.setLong(3, credits);
            statement.setObject(4, now);
            statement.setObject(5, now);
            statement.executeUpdate();
        }
    }
}
