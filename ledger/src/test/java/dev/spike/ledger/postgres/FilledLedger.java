package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** A ledger that has been used for a while: other people's accounts, and one account with a history of a given length. */
final class FilledLedger {

    static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");

    private static final Instant NEVER_SOON = NOW.plus(Duration.ofDays(900));

    private final DataSource dataSource;
    private final PostgresCredits credits;

    FilledLedger(DataSource dataSource) {
        this.dataSource = dataSource;
        this.credits = PostgresCredits.on(dataSource).clock(() -> NOW).build();
    }

    private static final String OTHERS = """
            WITH account AS (
                INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, available, decided_at, version)
                SELECT 'user', 'other-' || n, 'credits', 10, '2026-04-01Z', 1
                FROM generate_series(1, 20000) n
                RETURNING id, billable_id
            ), receipt AS (
                INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount,
                    outcome, available, held, owed)
                SELECT id, 'key-' || n, CASE n WHEN 1 THEN date '2026-01-01' ELSE date '2026-04-01' END, '2026-04-01Z', n,
                    '00000000-0000-0000-0000-000000000000', 'spend', 1, 'accepted', 10, 0, 0
                FROM account, generate_series(1, 5) n
            ), remains AS (
                INSERT INTO spike_credit_grants (account_id, grant_id, effective_at, expires_at, created_at, priority,
                    promotional, carried_over, amount, remaining)
                SELECT id, -n, '2026-01-01Z', 'infinity', '2026-01-01Z', 0, false, false, 100, 10
                FROM account, generate_series(1, 5) n
            )
            INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
                created_at, updated_at, entry, grant_id, effective_at, usage_date)
            SELECT id, 'user', billable_id, 'usage', 'credits', -1, '2026-01-01Z', '2026-01-01Z', 'burn', -1,
                '2026-01-01Z', date '2026-01-01' + n
            FROM account, generate_series(1, 5) n
            """;

    /** 20,000 accounts with 5 receipts, 5 grants and 5 rows each. */
    void addOthers() throws SQLException {
        Sql.run(dataSource, OTHERS);
        Sql.run(dataSource, "ANALYZE");
    }

    /** An account with so many open grants of 10 each and so many rows of spends long ago, with a receipt for each fifth. */
    CreditAccount account(String id, int grants, int history) throws SQLException {
        var account = credits.of(Billable.of("user", id));
        account.add(AddRequest.of(10).expiringAt(NOW.plus(Duration.ofDays(1))));
        Sql.run(dataSource, """
                WITH account AS (
                    SELECT id, billable_id
                    FROM spike_credit_accounts
                    WHERE billable_type = 'user' AND billable_id = '%s'
                ), receipt AS (
                    INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb,
                        amount, outcome, available, held, owed)
                    SELECT id, 'old-' || n, date '2025-01-01' + interval '1 month' * (n %% 16), '2026-04-01Z', n,
                        '00000000-0000-0000-0000-000000000000', 'spend', 1, 'accepted', 10, 0, 0
                    FROM account, generate_series(1, %d, 5) n
                )
                INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, credits,
                    created_at, updated_at, entry, grant_id, effective_at, usage_date)
                SELECT id, 'user', billable_id, 'usage', 'credits', -1, '2026-01-01Z', '2026-01-01Z', 'burn', -1,
                    '2026-01-01Z', date '2025-01-01' + n %% 400
                FROM account, generate_series(1, %d) n
                """.formatted(id, history, history));
        for (int i = 1; i < grants; i++) {
            account.add(AddRequest.of(10).expiringAt(NEVER_SOON));
        }
        return account;
    }
}
