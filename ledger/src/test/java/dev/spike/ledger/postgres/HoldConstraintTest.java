package dev.spike.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** Each constraint of the tables of holds and reversals refuses a row that breaks its rule and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldConstraintTest {

    private static final Instant NOW = Instant.parse("2026-04-15T12:00:00Z");

    private final TestDatabase database =
            FastPostgres.database("hold constraints", dataSource -> LedgerSchema.migrate(dataSource, NOW));

    /** @param sql breaks the constraint, given one open hold, one that was released, and a spend that was undone in part */
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
                .build()
                .of(Billable.of("user", "1"));
        account.add(100);
        account.hold(HoldRequest.of(10));
        account.release(account.hold(HoldRequest.of(20)).hold());
        account.spend(SpendRequest.of(30).withKey("spend"));
        account.reverse(ReverseRequest.of("spend").part(5));
    }

    @AfterAll
    void close() {
        database.close();
    }

    static Stream<Violation> violations() {
        return Stream.of(
                new Violation("spike_credit_holds_pkey", """
                        INSERT INTO spike_credit_holds (account_id, id, amount, created_at, grants, amounts, uncovered)
                        OVERRIDING SYSTEM VALUE
                        SELECT account_id, id, amount, created_at, grants, amounts, uncovered
                        FROM spike_credit_holds WHERE state = 'open'"""),
                hold("amount", "amount = 0"),
                hold("state", "state = 'forgotten', closed_at = created_at"),
                hold("closed", "closed_at = created_at"),
                hold("closed", "state = 'captured'"),
                hold("parts", "amounts = '{10, 10}'"),
                hold("uncovered", "uncovered = -1"),
                new Violation(
                        "spike_credit_reversals_pkey",
                        "INSERT INTO spike_credit_reversals SELECT * FROM spike_credit_reversals"),
                new Violation("spike_credit_reversals_amount", "UPDATE spike_credit_reversals SET reversed = 0"));
    }

    private static Violation hold(String rule, String change) {
        return new Violation(
                "spike_credit_holds_" + rule, "UPDATE spike_credit_holds SET " + change + " WHERE state = 'open'");
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refuses_a_row_that_breaks(Violation violation) {
        assertRefused(violation.constraint(), violation.sql());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'open', closed_at = NULL",
                "state = 'captured'",
                "deadline = '2027-01-01T00:00:00Z'",
                "amounts = '{20}'",
                "closed_at = closed_at + interval '1 second'",
            })
    void a_closed_hold_stays_as_it_is_whoever_writes(String change) {
        assertRefused(
                "spike_credit_holds_final", "UPDATE spike_credit_holds SET " + change + " WHERE state = 'released'");
    }

    private void assertRefused(String constraint, String sql) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> run(sql))
                .satisfies(refusal -> assertThat(Objects.requireNonNull(refusal.getServerErrorMessage())
                                .getConstraint())
                        .isEqualTo(constraint));
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final String CONSTRAINTS = """
            SELECT c.conname
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid
            WHERE t.relname IN ('spike_credit_holds', 'spike_credit_reversals') AND c.contype IN ('c', 'p', 'u', 'f', 'x')
            """;

    @Test
    void no_constraint_of_holds_and_reversals_goes_untested() throws SQLException {
        var tested = violations().map(Violation::constraint).distinct().toList();

        assertThat(column(CONSTRAINTS)).containsExactlyInAnyOrderElementsOf(tested);
    }

    private List<String> column(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
