package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.postgres.LedgerVerifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person is forgotten, and the books are as they were. */
class ForgetTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final BusyPerson person = new BusyPerson(DATABASE);
    private final EveryTable everyTable = EveryTable.of(DATABASE.dataSource());

    @AfterEach
    void every_rule_holds() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    /** Rows as text, but for what forgetting swaps and clears. */
    private static final String AMOUNTS = """
            SELECT concat_ws(' ', t.account_id, t.id, t.billable_type, t.type, t.credit_type, t.credits, t.expires_at,
                t.created_at, t.updated_at, t.entry, t.grant_id, t.effective_at, t.usage_date, t.grouped, t.priority,
                t.voided_at)
            FROM spike_credit_transactions t
            UNION ALL
            SELECT concat_ws(' ', a.id, a.billable_type, a.credit_type, a.available, a.held, a.owed, a.decided_at, a.version)
            FROM spike_credit_accounts a
            UNION ALL
            SELECT concat_ws(' ', r.account_id, r.month, r.decided_at, r.version, r.verb, r.amount, r.outcome, r.available,
                r.held, r.owed, r.allocation_grants, r.allocation_amounts, r.undoes IS NULL, r.hold_id, r.dated_at)
            FROM spike_credit_receipts r
            UNION ALL
            SELECT concat_ws(' ', v.account_id, v.decided_at, v.reversed)
            FROM spike_credit_reversals v
            UNION ALL
            SELECT g::text
            FROM spike_credit_grants g
            UNION ALL
            SELECT h::text
            FROM spike_credit_holds h
            ORDER BY 1
            """;

    private static List<String> rows(String sql, String... parameters) {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                var rows = new ArrayList<String>();
                while (row.next()) {
                    rows.add(row.getString(1));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("This could not be read: " + sql, e);
        }
    }

    @Test
    void no_table_mentions_the_person_any_more() {
        person.texts()
                .forEach(
                        text -> assertThat(everyTable.mentioning(text)).as(text).isNotEmpty());

        person.credits.forget(person.user);

        assertThat(everyTable.mentioning(person.texts())).isEmpty();
    }

    @Test
    void no_amount_no_date_and_no_order_of_decisions_changes() {
        var before = rows(AMOUNTS);

        var erasure = person.credits.forget(person.user);

        assertThat(rows(AMOUNTS)).isEqualTo(before);
        assertThat(erasure.accounts()).isEqualTo(2);
        assertThat(erasure.rows()).isGreaterThan(25);
    }

    @Test
    void all_accounts_of_the_person_have_one_new_name_that_nobody_is_told() {
        var ids = rows("SELECT id FROM spike_credit_accounts WHERE billable_id = ?", person.user.billableId());

        var erasure = person.credits.forget(person.user);

        var names = rows("SELECT DISTINCT billable_type || ' ' || billable_id FROM spike_credit_accounts WHERE id::text"
                + " IN ('" + String.join("','", ids) + "')");
        assertThat(names).hasSize(1).first().asString().startsWith("user forgotten-");
        assertThat(erasure.toString() + Pseudonym.random()).doesNotContain("forgotten-");
    }

    @Test
    void other_peoples_rows_stay_as_they_are() {
        var partners = "SELECT t::text FROM spike_credit_transactions t WHERE billable_id = ? UNION ALL"
                + " SELECT r::text FROM spike_credit_receipts r JOIN spike_credit_accounts a ON a.id = r.account_id"
                + " WHERE billable_id = ? ORDER BY 1";
        var id = person.partner.billableId();
        var before = rows(partners, id, id);

        person.credits.forget(person.user);

        assertThat(rows(partners, id, id)).isEqualTo(before).hasSize(4);
    }

    @Test
    void forgetting_again_finds_nothing() {
        person.credits.forget(person.user);
        var before = rows(AMOUNTS);

        var again = person.credits.forget(person.user);

        assertThat(again).isEqualTo(new Erasure(0, 0)).matches(Erasure::foundNothing);
        assertThat(rows(AMOUNTS)).isEqualTo(before);
        assertThat(person.credits.forget(Billable.of("team", "nobody")).foundNothing())
                .isTrue();
    }

    @Test
    void the_id_begins_anew_with_nothing_and_its_old_keys_are_new() {
        person.credits.forget(person.user);
        var account = person.credits.of(person.user);
        assertThat(account.balance().available()).isZero();
        assertThat(account.receipt(person.spendKey())).isEmpty();
        account.add(100);

        var spent = account.spend(person.spend());

        assertThat(spent.receipt().replayed()).isFalse();
        assertThat(account.balance().available()).isEqualTo(70);
    }

    @Test
    void a_hold_that_was_open_stays_with_the_forgotten_account() {
        person.credits.forget(person.user);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> person.credits.of(person.user, "sms").capture(CaptureRequest.all(person.openHold)))
                .matches(refusal -> refusal.error() == ErrorCode.HOLD_UNKNOWN);
    }

    @Test
    void a_key_shared_with_another_stays_the_others_and_its_repeat_is_refused() {
        person.credits.forget(person.user);
        var before = person.credits.of(person.partner).balance();

        assertThatExceptionOfType(KeyReusedException.class)
                .isThrownBy(() -> person.credits.trySpendAll(person.shared()));

        assertThat(person.credits.of(person.partner).balance()).isEqualTo(before);
        assertThat(everyTable.mentioning(person.sharedKey()))
                .allMatch(row -> row.startsWith("spike_credit_receipts"))
                .isNotEmpty();
    }

    @Test
    void what_a_host_rolls_back_was_not_forgotten() throws SQLException {
        try (var host = DATABASE.dataSource().getConnection()) {
            host.setAutoCommit(false);
            assertThat(person.credits.joining(host).forget(person.user).accounts())
                    .isEqualTo(2);
            host.rollback();
        }

        assertThat(everyTable.mentioning(person.user.billableId())).isNotEmpty();
    }

    @Test
    void a_host_swaps_its_own_rows_to_the_same_pseudonym_in_one_transaction() throws SQLException {
        var pseudonym = Pseudonym.random();
        var table = "host_" + UUID.randomUUID().toString().replace("-", "");
        DATABASE.run("CREATE TABLE " + table + " AS SELECT '" + person.user.billableId() + "' AS owner");

        try (var host = DATABASE.dataSource().getConnection();
                var swap = host.prepareStatement("UPDATE " + table + " SET owner = ? WHERE owner = ?")) {
            host.setAutoCommit(false);
            person.credits.joining(host).forget(person.user, pseudonym);
            swap.setString(1, pseudonym.id());
            swap.setString(2, person.user.billableId());
            swap.executeUpdate();
            host.commit();
        }

        assertThat(everyTable.mentioning(person.texts())).isEmpty();
        assertThat(rows("SELECT DISTINCT billable_id FROM spike_credit_accounts WHERE billable_id = (SELECT owner FROM "
                        + table + ")"))
                .containsExactly(pseudonym.id());
        DATABASE.run("DROP TABLE " + table);
    }
}
