package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Billable;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.contract.LedgerUnderTest;
import dev.spike.testkit.walk.Books;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/** What the tables say after a race, read with SQL past every engine. */
final class Evidence {

    private final DataSource dataSource;
    private final Books books;

    Evidence(DataSource dataSource) {
        this.dataSource = dataSource;
        this.books = new Books(dataSource);
    }

    long law(Billable owner) {
        return law(owner, LedgerUnderTest.START);
    }

    long law(Billable owner, Instant at) {
        return books.law(owner, "credits", at);
    }

    /** What the rows of a grant sum to, whether or not they count. */
    long rows(Billable owner, GrantId grant) {
        return books.rows(owner, "credits").stream()
                .filter(row -> Objects.equals(row.grant(), grant.number()))
                .mapToLong(Books.Row::credits)
                .sum();
    }

    private static final String HOLD_STATE = """
            SELECT state
            FROM spike_credit_holds
            WHERE id = ?
            """;

    HoldState state(HoldId hold) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(HOLD_STATE)) {
            statement.setLong(1, hold.number());
            try (var row = statement.executeQuery()) {
                row.next();
                return HoldState.ofWord(row.getString(1));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** No account breaks any rule. */
    void verifyAll() {
        assertThat(new LedgerVerifier(dataSource).verify().findings()).isEmpty();
    }

    private static final String ACCOUNT = """
            SELECT id
            FROM spike_credit_accounts
            WHERE billable_id = ?
            """;

    /** The owner's account breaks no rule: law, grants, and receipts numbered without a gap that explain every row. */
    void verify(Billable owner) {
        var account = new AccountId(count(ACCOUNT, owner.billableId()));
        assertThat(new LedgerVerifier(dataSource).verify().findings().stream().filter(finding -> finding.account()
                        .equals(account)))
                .isEmpty();
    }

    private static final String RECEIPTS = """
            SELECT count(*)
            FROM spike_credit_receipts r
            JOIN spike_credit_accounts a ON a.id = r.account_id
            WHERE a.billable_id = ? AND r.outcome = ?
            """;

    long receipts(Billable owner, String outcome) {
        return count(RECEIPTS, owner.billableId(), outcome);
    }

    private static final String ACCOUNTS = """
            SELECT count(*)
            FROM spike_credit_accounts
            WHERE billable_id = ?
            """;

    long accounts(Billable owner) {
        return count(ACCOUNTS, owner.billableId());
    }

    private static final String WAITING = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    /** How many sessions of this database wait for a lock. */
    long waiting() {
        return count(WAITING);
    }

    /** The one number that the statement returns, over all accounts. */
    long total(String sql) {
        return count(sql);
    }

    private long count(String sql, String... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("The evidence could not be read: " + e.getMessage(), e);
    }
}
