package dev.spike.testkit.contract;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The law of the balance, as anyone with {@code psql} would check it: the sum of all credit transactions that count at an
 * instant. Thread-safe.
 */
public record Law(DataSource dataSource) {

    private static final String SUM = """
            SELECT coalesce(sum(credits), 0) FROM spike_credit_transactions
            WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
              AND effective_at <= ? AND (expires_at IS NULL OR expires_at > ?)
            """;

    /** The sum at the instant, in smallest units. */
    public long sum(Billable billable, String creditType, Instant at) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(SUM)) {
            statement.setString(1, billable.billableType());
            statement.setString(2, billable.billableId());
            statement.setString(3, creditType);
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setObject(5, at.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1).longValueExact();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The law could not be read.", e);
        }
    }

    long sum(CreditAccount account, Instant at) {
        return sum(account.billable(), account.creditType().id(), at);
    }

    private static final String TIME = """
            SELECT greatest(?, max(decided_at)) FROM spike_credit_accounts
            WHERE billable_type = ? AND billable_id = ? AND credit_type = ?
            """;

    /** The account's time: the clock's, or that of its last decision if that is later. */
    Instant timeOf(CreditAccount account, InstantSource clock) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(TIME)) {
            statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            statement.setString(2, account.billable().billableType());
            statement.setString(3, account.billable().billableId());
            statement.setString(4, account.creditType().id());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The account's time could not be read.", e);
        }
    }

    /** The same engine, but every balance it answers is held against the law, and fails the test where they differ. */
    public Credits watching(Credits credits, InstantSource clock) {
        return new LawfulCredits(credits, this, clock);
    }
}
