package dev.spike.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.RemoveRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/** Each constraint of the tables refuses a row that breaks its rule and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintTest {

    private static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");

    private final TestDatabase database =
            FastPostgres.database("constraints", dataSource -> LedgerSchema.migrate(dataSource, NOW));

    /** @param sql breaks the constraint, given one grant that ends, two usage rows of a day, an adjustment and their receipts */
    record Violation(String constraint, String sql) {

        @Override
        public String toString() {
            return constraint + ": " + sql.replaceAll("\\s+", " ");
        }
    }

    @BeforeAll
    void fill() {
        var account = PostgresCredits.on(database.dataSource())
                .clock(() -> NOW)
                .keepEverySpend()
                .build()
                .of(Billable.of("user", "1"));
        account.add(AddRequest.of(100).expiringAt(NOW.plusSeconds(60)));
        account.spend(1);
        account.spend(1);
        account.remove(RemoveRequest.of(1).withKey("adjustment"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    static Stream<Violation> violations() {
        return Stream.of(
                new Violation("spike_credit_accounts_pkey", """
                        INSERT INTO spike_credit_accounts (id, billable_type, billable_id, credit_type, decided_at)
                        OVERRIDING SYSTEM VALUE
                        SELECT id, 'team', billable_id, credit_type, decided_at FROM spike_credit_accounts"""),
                new Violation("spike_credit_accounts_owner", """
                        INSERT INTO spike_credit_accounts (billable_type, billable_id, credit_type, decided_at)
                        SELECT billable_type, billable_id, credit_type, decided_at FROM spike_credit_accounts"""),
                new Violation("spike_unsigned_not_negative", "UPDATE spike_credit_accounts SET held = -1"),
                new Violation("spike_unsigned_not_negative", "UPDATE spike_credit_accounts SET owed = -1"),
                new Violation("spike_unsigned_not_negative", "UPDATE spike_credit_accounts SET current_free = -1"),
                new Violation("spike_credit_transactions_pkey", """
                        INSERT INTO spike_credit_transactions (account_id, id, billable_type, billable_id, type,
                            credit_type, credits, created_at, updated_at, entry, grant_id, effective_at)
                        OVERRIDING SYSTEM VALUE
                        SELECT account_id, id, billable_type, billable_id, type, credit_type, credits, created_at,
                            updated_at, entry, grant_id, effective_at
                        FROM spike_credit_transactions WHERE entry = 'grant'"""),
                new Violation("spike_transaction_type_word", "UPDATE spike_credit_transactions SET type = 'gift'"),
                new Violation("spike_entry_word", "UPDATE spike_credit_transactions SET entry = 'gift'"),
                row("grant", "grant_id = -1", "entry = 'grant'"),
                row("grant", "grant_id = NULL, expires_at = NULL", "entry = 'grant'"),
                inserted("grant", "0, 'grant', 1000000, 1000000"),
                row("grant", "type = 'usage', usage_date = '2026-04-15'", "entry = 'grant'"),
                inserted("sign", "1, 'burn', 1000000, 1"),
                row("owed", "grant_id = NULL", "entry = 'burn'"),
                row("span", "expires_at = effective_at", "entry = 'grant'"),
                row("usage", "usage_date = NULL", "type = 'usage'"),
                row("usage", "usage_date = '2026-04-15'", "type = 'adjustment' AND entry = 'burn'"),
                row("grouped", "grouped = true", "type = 'adjustment' AND entry = 'burn'"),
                row("voided", "voided_at = updated_at", "entry = 'burn'"),
                row("day", "grouped = true", "type = 'usage'"),
                row("day", "grouped = true, grant_id = NULL, expires_at = NULL", "type = 'usage'"),
                new Violation(
                        "spike_credit_grants_pkey",
                        "INSERT INTO spike_credit_grants SELECT * FROM spike_credit_grants"),
                grant("span", "expires_at = effective_at"),
                grant("remaining", "remaining = amount + 1"),
                grant("held", "held = remaining + 1"),
                grant("held", "held = -1"),
                new Violation(
                        "spike_credit_receipts_key",
                        "INSERT INTO spike_credit_receipts SELECT * FROM spike_credit_receipts"),
                new Violation("spike_outcome_word", "UPDATE spike_credit_receipts SET outcome = 'maybe'"),
                new Violation("spike_unsigned_not_negative", "UPDATE spike_credit_receipts SET amount = -1"));
    }

    private static Violation row(String rule, String change, String where) {
        return new Violation(
                "spike_credit_transactions_" + rule,
                "UPDATE spike_credit_transactions SET " + change + " WHERE " + where);
    }

    private static Violation grant(String rule, String change) {
        return new Violation("spike_credit_grants_" + rule, "UPDATE spike_credit_grants SET " + change);
    }

    private static Violation inserted(String rule, String creditsEntryIdAndGrant) {
        return new Violation("spike_credit_transactions_" + rule, """
                INSERT INTO spike_credit_transactions (account_id, billable_type, billable_id, type, credit_type, created_at,
                    updated_at, effective_at, credits, entry, id, grant_id)
                OVERRIDING SYSTEM VALUE
                SELECT 1, 'user', '1', 'adjustment', 'credits', now(), now(), now(), %s""".formatted(creditsEntryIdAndGrant));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refuses_a_row_that_breaks(Violation violation) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> Sql.run(database.dataSource(), violation.sql()))
                .satisfies(refusal -> assertThat(constraint(refusal)).isEqualTo(violation.constraint()));
    }

    /** A partition's own index stands in for the constraint of the whole table, and has a name of its own. */
    private static String constraint(PSQLException refusal) {
        var name = Objects.requireNonNull(
                Objects.requireNonNull(refusal.getServerErrorMessage()).getConstraint());
        return name.matches("spike_credit_receipts_(other|\\d{4}_\\d{2})_account_id_key_month_key")
                ? "spike_credit_receipts_key"
                : name;
    }

    private static final String CONSTRAINTS = """
            SELECT c.conname
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relname LIKE 'spike_credit_%' AND t.relname NOT IN ('spike_credit_holds', 'spike_credit_reversals')
                AND NOT t.relispartition AND c.contype IN ('c', 'p', 'u', 'f', 'x')
            UNION
            SELECT i.indexrelid::regclass::text
            FROM pg_index i
            JOIN pg_class t ON t.oid = i.indrelid
            WHERE t.relname LIKE 'spike_credit_%' AND t.relname NOT IN ('spike_credit_holds', 'spike_credit_reversals')
                AND NOT t.relispartition AND i.indisunique
            UNION
            SELECT c.conname
            FROM pg_constraint c
            JOIN pg_type d ON d.oid = c.contypid
            WHERE d.typname LIKE 'spike_%' AND c.contype = 'c'
            UNION
            SELECT 'spike_credit_transactions_' || rule.word[1]
            FROM pg_proc f
            CROSS JOIN LATERAL regexp_matches(f.prosrc, 'THEN\\s+''(\\w+)''', 'g') AS rule (word)
            WHERE f.proname = 'spike_check_credit_transaction'
            """;

    @Test
    void no_constraint_goes_untested() throws SQLException {
        var tested = violations().map(Violation::constraint).distinct().toList();

        assertThat(Sql.column(database.dataSource(), CONSTRAINTS)).containsExactlyInAnyOrderElementsOf(tested);
    }
}
