package dev.spike.testkit.walk;

import dev.spike.ledger.Billable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The credit transactions as an administrator reads them: with SQL, past every engine. Thread-safe. */
public final class Books {

    private final DataSource dataSource;

    public Books(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A row of the credit transactions.
     *
     * @param grant its own id for a grant; none for what is owed
     */
    public record Row(
            long id,
            @Nullable Long grant,
            long credits,
            Instant effectiveAt,
            @Nullable Instant expiresAt) {

        boolean counts(Instant at) {
            return !effectiveAt.isAfter(at) && (expiresAt == null || expiresAt.isAfter(at));
        }
    }

    private static final String LAW = """
            SELECT coalesce(sum(credits), 0) FROM spike_credit_transactions
            WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
              AND effective_at <= ? AND (expires_at IS NULL OR expires_at > ?)
            """;

    /** The law of the balance at the instant: the sum of all credit transactions that count. */
    public long law(Billable billable, String creditType, Instant at) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(LAW)) {
            bindOwner(statement, billable, creditType);
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setObject(5, at.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static final String LAW_AT = """
            SELECT (
                SELECT coalesce(sum(credits), 0) FROM spike_credit_transactions
                WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
                  AND effective_at <= seen.at AND (expires_at IS NULL OR expires_at > seen.at)
            )
            FROM unnest(?::timestamptz[]) WITH ORDINALITY seen (at, place)
            ORDER BY place
            """;

    /** The law of the balance at each of the instants. */
    public List<Long> law(Billable billable, String creditType, List<Instant> instants) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(LAW_AT)) {
            bindOwner(statement, billable, creditType);
            var texts = instants.stream().map(Instant::toString).toArray(String[]::new);
            statement.setArray(4, connection.createArrayOf("text", texts));
            var sums = new ArrayList<Long>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    sums.add(row.getLong(1));
                }
            }
            return sums;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static final String ROWS = """
            SELECT id, grant_id, credits, effective_at, expires_at
            FROM spike_credit_transactions
            WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
            ORDER BY id
            """;

    /** All rows of the account, oldest first. */
    public List<Row> rows(Billable billable, String creditType) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(ROWS)) {
            bindOwner(statement, billable, creditType);
            var rows = new ArrayList<Row>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static void bindOwner(PreparedStatement statement, Billable billable, String creditType)
            throws SQLException {
        statement.setString(1, billable.billableType());
        statement.setString(2, billable.billableId());
        statement.setString(3, creditType);
    }

    private static Row read(ResultSet row) throws SQLException {
        long grant = row.getLong("grant_id");
        boolean owed = row.wasNull();
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new Row(
                row.getLong("id"),
                owed ? null : grant,
                row.getLong("credits"),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant());
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("The credit transactions could not be read: " + e.getMessage(), e);
    }
}
