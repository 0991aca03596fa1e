package dev.spike.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.Verb;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.crash.Journal.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each figure that must be 0 is not, once the fault that it counts is made on purpose. */
class SabotageTest {

    /** So many that each verb is accepted at least once, whatever the seed. */
    private static final int ALL_VERBS = 900;

    /** So many that there is something to damage. */
    private static final int SOME = 150;

    @TempDir
    private Path folder = Path.of("");

    private final TestDatabase database = FastPostgres.database("sabotage", LedgerSchema::migrate);
    private final HikariDataSource pool = pool(database);

    private Path file = Path.of("");

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    @BeforeEach
    void inTheFolder() {
        file = folder.resolve("journal.txt");
    }

    private void work(int requests) throws IOException {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);
        System.out.println("sabotage: seed " + seed);
        var known = new Known();
        var drawing = new Drawing(new SplittableRandom(seed), InstantSource.system(), known);
        try (var journal = Journal.appendTo(file)) {
            var load = new Load(pool, journal, known);
            for (int request = 0; request < requests; request++) {
                load.send(drawing.next("key-" + request));
            }
        }
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void an_honest_ledger_is_clean_after_every_verb() throws IOException {
        work(ALL_VERBS);

        var judgement = judgement();

        assertThat(judgement.faults()).isEmpty();
        assertThat(judgement.isClean()).isTrue();
        assertThat(judgement.acknowledged()).hasSize(Kind.values().length);
        assertThat(judgement.acknowledged())
                .allSatisfy((verb, outcomes) -> assertThat(outcomes).containsKey("accepted"));
        assertThat(judgement.acknowledged().get("spend")).containsKey("declined");
        assertThat(judgement.acknowledged().get("spend-all")).containsKey("declined");
        assertThat(new LedgerVerifier(pool).verify().findings()).isEmpty();
    }

    @Test
    void an_answer_that_was_never_committed_is_lost() throws IOException {
        work(SOME);
        var sent = new Sent("never-committed", "account-1", Kind.SPEND, 5L, null);
        try (var journal = Journal.appendTo(file)) {
            journal.sent(sent);
            journal.answered(new Answered(sent, new Told.Decided(spent(), null)));
        }

        assertThat(judgement().lost()).isOne();
    }

    private static Receipt spent() {
        return new Receipt(
                new ReceiptId(new AccountId(1), new IdempotencyKey("never-committed")),
                new Receipt.Asked(Verb.SPEND, 5),
                Receipt.Outcome.ACCEPTED,
                List.of(),
                Balance.nothing(),
                InstantSource.system().instant(),
                false);
    }

    @Test
    void a_dropped_receipt_is_lost() throws IOException, SQLException {
        work(SOME);
        change("""
                DELETE FROM spike_credit_receipts
                WHERE key = (SELECT min(key) FROM spike_credit_receipts WHERE verb = 'spend')
                """);

        assertThat(judgement().lost()).isOne();
    }

    @Test
    void half_of_a_spend_of_several_accounts_is_lost() throws IOException, SQLException {
        work(SOME);
        change("""
                DELETE FROM spike_credit_receipts
                WHERE (key, account_id) IN (
                    SELECT key, account_id FROM spike_credit_receipts WHERE verb = 'spend-all' LIMIT 1
                )
                """);

        assertThat(judgement().lost()).isOne();
    }

    @Test
    void a_changed_answer_is_lost() throws IOException, SQLException {
        work(SOME);
        change("""
                UPDATE spike_credit_receipts
                SET available = available + 1
                WHERE key = (SELECT min(key) FROM spike_credit_receipts WHERE verb = 'add')
                """);

        assertThat(judgement().lost()).isOne();
    }

    @Test
    void a_request_that_was_decided_in_two_months_is_doubled() throws IOException, SQLException {
        work(SOME);
        change("""
                INSERT INTO spike_credit_receipts (account_id, key, month, decided_at, version, fingerprint, verb, amount,
                    outcome, available, held, owed)
                SELECT account_id, key, month - interval '1 month', decided_at, version + 1000000, fingerprint, verb,
                    amount, outcome, available, held, owed
                FROM spike_credit_receipts
                WHERE key = (SELECT min(key) FROM spike_credit_receipts WHERE verb = 'spend')
                """);

        assertThat(judgement().doubled()).isOne();
    }

    @Test
    void a_hold_that_is_opened_again_is_left_open_by_mistake() throws IOException, SQLException {
        work(ALL_VERBS);
        change("ALTER TABLE spike_credit_holds DISABLE TRIGGER spike_credit_holds_final", """
                UPDATE spike_credit_holds
                SET state = 'open', closed_at = NULL, deadline = 'infinity'
                WHERE id = (SELECT min(id) FROM spike_credit_holds WHERE state NOT IN ('open', 'lapsed'))
                """);

        assertThat(judgement().holdsLeftOpen()).isOne();
    }

    @Test
    void a_hold_that_no_request_made_is_left_open_by_mistake() throws IOException, SQLException {
        work(SOME);
        change("""
                INSERT INTO spike_credit_holds (account_id, amount, created_at, grants, amounts, uncovered)
                SELECT min(id), 5, now(), '{}', '{}', 5 FROM spike_credit_accounts
                """);

        assertThat(judgement().holdsLeftOpen()).isOne();
    }

    @Test
    void a_row_behind_the_ledgers_back_is_found_by_verify() throws IOException, SQLException {
        work(SOME);
        change("""
                UPDATE spike_credit_transactions
                SET credits = credits - 1
                WHERE id = (SELECT min(id) FROM spike_credit_transactions WHERE entry = 'burn')
                """);

        assertThat(new LedgerVerifier(pool).verify().isClean()).isFalse();
    }

    private Judgement judgement() throws IOException {
        return Judging.of(Journal.read(file).answered(), new BooksStore(pool).read());
    }

    /** The role owns the tables, so it may do what the ledger never does. */
    private void change(String... statements) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            assertThat(statement.getUpdateCount()).isOne();
        }
    }
}
