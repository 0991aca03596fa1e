package dev.spike.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** The ledger's tables, filled by a few large statements where the ledger's verbs would take minutes. */
final class LedgerStore {

    static final String BILLABLE_TYPE = "user";

    private static final Duration GRANT_LASTS = Duration.ofDays(30);

    private final DataSource dataSource;

    LedgerStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final String OPEN_ACCOUNTS = """
            INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, available, current_grant_id,
                current_free, decided_at, changes_at, version)
            SELECT 'user', n::text, 'credits', ?::bigint - 1,
                nextval(pg_get_serial_sequence('spike_credit_transactions', 'id')), ?::bigint - 1, ?, ?, 2
            FROM generate_series(1, ?) n
            """;

    private static final String APPEND_GRANTS = """
            INSERT INTO spike_credit_transactions (id, account_id, billable_type, billable_id, type, credit_type, credits,
                expires_at, created_at, updated_at, entry, grant_id, effective_at)
            OVERRIDING SYSTEM VALUE
            SELECT current_grant_id, id, billable_type, billable_id, 'product', credit_type, available + 1, changes_at,
                decided_at, decided_at, 'grant', current_grant_id, decided_at
            FROM spike_credit_accounts
            """;

    private static final String KEEP_GRANTS = """
            INSERT INTO spike_credit_grants (account_id, grant_id, effective_at, expires_at, created_at, priority,
                promotional, carried_over, amount, remaining)
            SELECT id, current_grant_id, decided_at, changes_at, decided_at, 0, false, false, available + 1, available + 1
            FROM spike_credit_accounts
            """;

    private static final String APPEND_USAGE = """
            INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
                expires_at, created_at, updated_at, entry, grant_id, effective_at, usage_date, grouped)
            SELECT id, billable_type, billable_id, 'usage', credit_type, -1, changes_at, decided_at, decided_at, 'burn',
                current_grant_id, decided_at, (decided_at AT TIME ZONE 'UTC')::date, true
            FROM spike_credit_accounts
            """;

    private static final String KEEP_RECEIPTS = """
            INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount,
                outcome, available, held, owed, allocation_grants, allocation_amounts)
            SELECT a.id, 'fill-' || r.version, date_trunc('month', a.decided_at AT TIME ZONE 'UTC')::date, a.decided_at,
                r.version, gen_random_uuid(), r.verb, r.amount, 'accepted', a.available + 2 - r.version, 0, 0,
                ARRAY[a.current_grant_id], ARRAY[r.amount]
            FROM spike_credit_accounts a
            CROSS JOIN LATERAL (VALUES (1, 'add', a.available + 1), (2, 'spend', 1)) r (version, verb, amount)
            """;

    private static final String VACUUM = """
            VACUUM (ANALYZE) spike_credit_accounts, spike_credit_transactions, spike_credit_grants, spike_credit_receipts
            """;

    void fill(int accounts, Instant now) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            openAccounts(connection, accounts, now);
            statement.executeUpdate(APPEND_GRANTS);
            statement.executeUpdate(KEEP_GRANTS);
            statement.executeUpdate(APPEND_USAGE);
            statement.executeUpdate(KEEP_RECEIPTS);
            statement.execute(VACUUM);
        }
    }

    private static void openAccounts(Connection connection, int accounts, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(OPEN_ACCOUNTS)) {
            statement.setLong(1, Design.PLENTY);
            statement.setLong(2, Design.PLENTY);
            statement.setObject(3, utc(now));
            statement.setObject(4, utc(now.plus(GRANT_LASTS)));
            statement.setInt(5, accounts);
            statement.executeUpdate();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static final String COUNT = """
            SELECT (SELECT count(*) FROM spike_credit_accounts) AS accounts,
                (
                    SELECT count(*)
                    FROM spike_credit_accounts a
                    WHERE a.available + a.held <> (
                        SELECT coalesce(sum(t.credits), 0)
                        FROM spike_credit_transactions t
                        WHERE t.account_id = a.id AND t.effective_at <= greatest(now(), a.decided_at)
                            AND (t.expires_at IS NULL OR t.expires_at > greatest(now(), a.decided_at))
                    )
                ) AS unlawful_accounts,
                (SELECT coalesce(-sum(credits), 0) FROM spike_credit_transactions WHERE type = 'usage') AS used,
                (
                    SELECT coalesce(sum(amount), 0)
                    FROM spike_credit_receipts
                    WHERE verb = 'spend' AND outcome = 'accepted'
                ) AS receipted
            """;

    /** What all rows say, in one snapshot. */
    Count count() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(COUNT)) {
            row.next();
            return new Count(
                    row.getLong("accounts"),
                    row.getLong("unlawful_accounts"),
                    row.getLong("used"),
                    row.getLong("receipted"));
        }
    }

    /**
     * All accounts at once.
     *
     * @param unlawfulAccounts whose stored balance is not the sum of the credit transactions that count now
     * @param used what the rows of usage sum to
     * @param receipted what the receipts of accepted spends sum to
     */
    record Count(long accounts, long unlawfulAccounts, long used, long receipted) {}
}
