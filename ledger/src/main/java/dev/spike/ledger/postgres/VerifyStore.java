package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.postgres.VerifyReport.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables at once, for the proof that they agree and for the way back when they do not. */
final class VerifyStore {

    List<Finding> broken(Connection connection, VerifyRule rule) throws SQLException {
        try (var statement = connection.prepareStatement(rule.broken())) {
            Columns.bind(statement).integer(VerifyReport.FINDINGS_MAX_PER_RULE);
            var findings = new ArrayList<Finding>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    findings.add(new Finding(
                            rule.word(),
                            new AccountId(row.getLong("account_id")),
                            row.getString("subject"),
                            row.getString("expected"),
                            row.getString("actual")));
                }
            }
            return findings;
        }
    }

    private static final String SIZE = """
            SELECT (SELECT count(*) FROM spike_credit_accounts) AS accounts,
                (SELECT count(*) FROM spike_credit_transactions) AS transactions,
                (SELECT count(*) FROM spike_credit_grants) AS grants,
                (SELECT count(*) FROM spike_credit_receipts) AS receipts
            """;

    Map<String, Long> size(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(SIZE);
                var row = statement.executeQuery()) {
            row.next();
            var size = new LinkedHashMap<String, Long>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                size.put(row.getMetaData().getColumnLabel(column), row.getLong(column));
            }
            return size;
        }
    }

    private static final String LOCK = """
            SELECT id
            FROM spike_credit_accounts
            WHERE id = ?
            FOR UPDATE
            """;

    /** Locks the account by number; what follows sees all that was committed before. */
    void lock(Connection connection, AccountId account) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Columns.bind(statement).number(account.number());
            statement.executeQuery().close();
        }
    }

    private static final String REBUILD_GRANTS = """
            INSERT INTO spike_credit_grants AS g (account_id, grant_id, effective_at, expires_at, created_at, priority,
                promotional, carried_over, amount, remaining, held, voided)
            SELECT t.account_id, t.id, t.effective_at, coalesce(t.expires_at, 'infinity'), t.created_at, t.priority,
                t.promotional, t.carried_over, t.credits, (
                    SELECT sum(part.credits)
                    FROM spike_credit_transactions part
                    WHERE part.account_id = t.account_id AND part.grant_id = t.id
                ), CASE WHEN t.voided_at IS NULL THEN (
                    SELECT coalesce(sum(part.amount), 0)
                    FROM spike_credit_holds h
                    CROSS JOIN LATERAL unnest(h.grants, h.amounts) part (grant_id, amount)
                    WHERE h.account_id = t.account_id AND h.state = 'open' AND part.grant_id = t.id
                ) ELSE 0 END, t.voided_at IS NOT NULL
            FROM spike_credit_transactions t
            WHERE t.account_id = ? AND t.entry = 'grant'
            ON CONFLICT (account_id, grant_id) DO UPDATE
            SET effective_at = excluded.effective_at,
                expires_at = excluded.expires_at,
                created_at = excluded.created_at,
                priority = excluded.priority,
                promotional = excluded.promotional,
                carried_over = excluded.carried_over,
                amount = excluded.amount,
                remaining = excluded.remaining,
                held = excluded.held,
                voided = excluded.voided
            """;

    void rebuildGrants(Connection connection, AccountId account) throws SQLException {
        try (var statement = connection.prepareStatement(REBUILD_GRANTS)) {
            Columns.bind(statement).number(account.number());
            statement.executeUpdate();
        }
    }

    private static final String REBUILD_ACCOUNT = """
            UPDATE spike_credit_accounts a
            SET available = law.total - holds.held,
                held = holds.held,
                owed = law.owed,
                current_grant_id = NULL,
                current_free = 0,
                changes_at = '-infinity'
            FROM (
                SELECT coalesce(sum(t.credits) FILTER (WHERE t.effective_at <= b.decided_at
                        AND (t.expires_at IS NULL OR t.expires_at > b.decided_at)), 0) AS total,
                    coalesce(-sum(t.credits) FILTER (WHERE t.id IS NOT NULL AND t.grant_id IS NULL), 0) AS owed
                FROM spike_credit_accounts b
                LEFT JOIN spike_credit_transactions t ON t.account_id = b.id
                WHERE b.id = ?
            ) law, (
                SELECT coalesce(sum(h.uncovered), 0) + coalesce(sum((
                        SELECT sum(part.amount)
                        FROM unnest(h.grants, h.amounts) part (grant_id, amount)
                        JOIN spike_credit_grants g ON g.account_id = h.account_id AND g.grant_id = part.grant_id
                        WHERE NOT g.voided AND g.expires_at > b.decided_at
                    )), 0) AS held
                FROM spike_credit_accounts b
                LEFT JOIN spike_credit_holds h ON h.account_id = b.id AND h.state = 'open'
                WHERE b.id = ?
            ) holds
            WHERE a.id = ?
            """;

    /** The stored balance from the rows alone, and no current grant: the next request finds it again. */
    void rebuildAccount(Connection connection, AccountId account) throws SQLException {
        try (var statement = connection.prepareStatement(REBUILD_ACCOUNT)) {
            Columns.bind(statement)
                    .number(account.number())
                    .number(account.number())
                    .number(account.number());
            statement.executeUpdate();
        }
    }
}
