package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.ledger.postgres.VerifyReport;
import dev.spike.ledger.postgres.VerifyReport.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerVerifierTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final LedgerVerifier verifier = new LedgerVerifier(DATABASE.dataSource());
    private CreditAccount account;

    @BeforeEach
    void an_account_with_a_history() {
        DATABASE.run(
                "TRUNCATE spike_credit_accounts, spike_credit_transactions, spike_credit_grants, spike_credit_receipts,"
                        + " spike_credit_holds, spike_credit_reversals");
        account = PostgresCredits.on(DATABASE.dataSource())
                .build()
                .of(Billable.of("user", UUID.randomUUID().toString()));
        account.add(AddRequest.of(100).expiringAt(soon(Duration.ofHours(1))));
        account.add(200);
        account.spend(SpendRequest.of(130).withKey("crossing"));
        account.spend(SpendRequest.of(7).withKey("common"));
    }

    private static Instant soon(Duration duration) {
        return InstantSource.system().instant().plus(duration);
    }

    /** Holds, with a deadline and without, and a spend that was undone in part. */
    private void a_history_of_holds_and_corrections() {
        account.hold(HoldRequest.of(30));
        account.hold(HoldRequest.of(20).until(soon(Duration.ofMinutes(30))));
        account.reverse(ReverseRequest.of("crossing").part(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            held        | UPDATE spike_credit_grants SET held = held - 1 WHERE held > 0
            held        | UPDATE spike_credit_accounts SET held = held - 1
            held        | UPDATE spike_credit_holds SET amounts = '{10}' WHERE amounts = '{20}'
            held        | UPDATE spike_credit_holds SET uncovered = 1
            held        | UPDATE spike_credit_holds SET state = 'released', closed_at = now()
            next-change | UPDATE spike_credit_holds SET deadline = now() + interval '1 minute'
            reversed    | UPDATE spike_credit_reversals SET reversed = 6
            reversed    | UPDATE spike_credit_receipts SET amount = 6 WHERE undoes IS NOT NULL
            """)
    void finds_what_breaks_a_rule_of_holds_and_corrections(String rule, String damage) {
        a_history_of_holds_and_corrections();
        assertThat(verifier.verify().findings()).isEmpty();
        DATABASE.run(damage);

        assertThat(verifier.verify().findings()).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE spike_credit_grants SET held = 0
            UPDATE spike_credit_accounts SET held = held + 1, available = available - 1
            UPDATE spike_credit_accounts SET changes_at = 'infinity'
            """)
    void rebuilds_what_is_held_from_the_holds(String damage) {
        a_history_of_holds_and_corrections();
        var before = account.balance();
        DATABASE.run(damage);

        verifier.rebuild(verifier.verify());

        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(account.balance()).isEqualTo(before);
        assertThat(account.spend(118).receipt().balance()).isEqualTo(new Balance(0, 50, 0));
    }

    @Test
    void finds_nothing_where_every_rule_holds() {
        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(verifier.verify().size())
                .containsEntry("accounts", 1L)
                .containsEntry("transactions", 4L)
                .containsEntry("receipts", 4L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            law-at-the-last-decision | UPDATE spike_credit_accounts SET available = available + 1
            law-at-the-last-decision | UPDATE spike_credit_accounts SET held = held + 1
            law-now                  | UPDATE spike_credit_accounts SET current_free = current_free + 1
            grant-remains            | UPDATE spike_credit_grants SET remaining = 5 WHERE remaining = 0
            grant-remains            | DELETE FROM spike_credit_grants WHERE remaining = 0
            row-follows-its-grant    | UPDATE spike_credit_transactions SET expires_at = NULL WHERE entry = 'burn' AND expires_at IS NOT NULL
            row-follows-its-grant    | UPDATE spike_credit_transactions SET billable_id = 'another' WHERE entry = 'burn'
            owed                     | UPDATE spike_credit_accounts SET owed = 3
            next-change              | UPDATE spike_credit_grants SET expires_at = now() + interval '1 minute' WHERE remaining > 0
            receipts-numbered        | UPDATE spike_credit_accounts SET version = version + 1
            receipts-numbered        | UPDATE spike_credit_receipts SET available = 1 WHERE key = 'common'
            receipts-explain         | UPDATE spike_credit_receipts SET allocation_amounts = '{8}' WHERE key = 'common'
            key-once                 | INSERT INTO spike_credit_receipts SELECT account_id, key, '2020-01-01', decided_at, version + 90, fingerprint, verb, amount, outcome, available, held, owed FROM spike_credit_receipts WHERE key = 'common'
            """)
    void finds_what_breaks_a_rule(String rule, String damage) {
        DATABASE.run(damage);

        assertThat(verifier.verify().findings()).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE spike_credit_accounts SET available = available + 1
            UPDATE spike_credit_accounts SET current_free = current_free + 1
            UPDATE spike_credit_accounts SET owed = 3
            UPDATE spike_credit_accounts SET changes_at = 'infinity'
            UPDATE spike_credit_grants SET remaining = 5 WHERE remaining = 0
            UPDATE spike_credit_grants SET expires_at = now() + interval '1 minute'
            DELETE FROM spike_credit_grants
            """)
    void rebuilds_what_is_stored_for_speed_from_the_rows(String damage) {
        var before = account.balance();
        DATABASE.run(damage);

        verifier.rebuild(verifier.verify());

        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(account.balance()).isEqualTo(before);
        assertThat(account.spend(163).receipt().balance().available()).isZero();
        assertThat(verifier.verify().findings()).isEmpty();
    }

    @Test
    void leaves_alone_what_contradicts_itself_and_says_which() {
        DATABASE.run("UPDATE spike_credit_transactions SET credits = -500 WHERE entry = 'burn'");

        var failed = verifier.rebuild(verifier.verify());

        assertThat(failed).hasSize(1);
        VerifyReport after = verifier.verify();
        assertThat(after.isClean()).isFalse();
        assertThat(after.findings().get(0).sentence()).contains("Account ").contains("should be");
    }
}
