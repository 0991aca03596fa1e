package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.postgres.VerifyReport.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Proves that what is stored for speed equals the rows, and can store it anew from them. For administrators; thread-safe.
 */
public final class LedgerVerifier {

    private final DataSource dataSource;
    private final VerifyStore store = new VerifyStore();

    public LedgerVerifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Looks at every account, in one snapshot; changes and locks nothing. Reads all tables once for each rule. */
    public VerifyReport verify() {
        return inTransaction(Connection.TRANSACTION_REPEATABLE_READ, connection -> {
            connection.setReadOnly(true);
            var findings = new ArrayList<Finding>();
            for (var rule : VerifyRule.values()) {
                findings.addAll(store.broken(connection, rule));
            }
            return new VerifyReport(store.size(connection), findings);
        });
    }

    /**
     * Stores the account's balance and grants anew from its credit transactions, under its lock. The transactions
     * themselves are never touched; where they contradict each other, this fails and changes nothing.
     */
    public void rebuild(AccountId account) {
        inTransaction(Connection.TRANSACTION_READ_COMMITTED, connection -> {
            store.lock(connection, account);
            store.rebuildGrants(connection, account);
            store.rebuildAccount(connection, account);
            return account;
        });
    }

    /** Rebuilds every account of the findings, and returns those that could not be. */
    public List<AccountId> rebuild(VerifyReport report) {
        var failed = new ArrayList<AccountId>();
        for (var account :
                report.findings().stream().map(Finding::account).distinct().toList()) {
            try {
                rebuild(account);
            } catch (LedgerUnavailableException e) {
                failed.add(account);
            }
        }
        return failed;
    }

    private <T> T inTransaction(int isolation, Database.Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            int isolationBefore = connection.getTransactionIsolation();
            boolean autoCommitBefore = connection.getAutoCommit();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setReadOnly(false);
                connection.setAutoCommit(autoCommitBefore);
                connection.setTransactionIsolation(isolationBefore);
            }
        } catch (SQLException e) {
            throw Faults.unavailable(e);
        }
    }
}
