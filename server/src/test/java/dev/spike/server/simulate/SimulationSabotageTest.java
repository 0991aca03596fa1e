package dev.spike.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.server.shop.Proof;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each proof fails once the fault is made on purpose that it is there to find. */
class SimulationSabotageTest {

    /** So many, for so long, that there is something of every kind to damage. */
    private static final Simulation.Plan PLAN = new Simulation.Plan(150, 5, 7);

    private final TestDatabase database = FastPostgres.database("lived", SimulationSabotageTest::lived);
    private final HikariDataSource pool = Crowds.pool(database);

    private static void lived(DataSource dataSource) {
        Crowds.migrate(dataSource);
        try (var pool = Crowds.pool(dataSource)) {
            assertThat(new Simulation(pool, PLAN).run(tick -> {}).isClean()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("The simulation was interrupted.", e);
        }
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    private List<String> broken() {
        return new Proving(pool, Simulation.catalogue(), PLAN)
                .all().stream().filter(proof -> !proof.holds()).map(Proof::name).toList();
    }

    /** The role owns the tables, so it may do what nobody else does. */
    private void change(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isOne();
        }
    }

    @Test
    void an_honest_simulation_is_proved_wholly() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void a_second_grant_for_a_period_is_found() throws SQLException {
        change("""
                WITH again AS (SELECT nextval(pg_get_serial_sequence('spike_credit_transactions', 'id')) AS id)
                INSERT INTO spike_credit_transactions (id, account_id, billable_type, billable_id, type, credit_type, credits,
                    expires_at, created_at, updated_at, entry, grant_id, effective_at, subscription_id)
                OVERRIDING SYSTEM VALUE
                SELECT again.id, account_id, billable_type, billable_id, type, credit_type, credits, expires_at, created_at,
                    updated_at, entry, again.id, effective_at, subscription_id
                FROM spike_credit_transactions t, again
                WHERE t.id = (SELECT min(id) FROM spike_credit_transactions WHERE entry = 'grant' AND subscription_id <> 'free')
                """);

        assertThat(broken()).contains("nothing is provided that was not paid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every paid period is provided once               | DELETE FROM spike_provide_history WHERE grant_id = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_slots s USING (key, position, starts) WHERE s.why = 'paid' AND g.carried = 0)
            every paid period is provided once               | UPDATE spike_credit_receipts SET key = concat(key, '1') WHERE verb = 'add' AND allocation_grants[1] = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_slots s USING (key, position, starts) WHERE s.why = 'paid' AND g.carried = 0 AND g.generation = 1)
            every paid period is provided once               | UPDATE spike_credit_transactions SET credits = credits + 1 WHERE id = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_slots s USING (key, position, starts) WHERE s.why = 'paid' AND g.carried = 0)
            every trial and comped period is provided once   | DELETE FROM spike_provide_history WHERE grant_id = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_slots s USING (key, position, starts) WHERE s.why = 'comped' AND g.carried = 0)
            every trial and comped period is provided once   | DELETE FROM spike_provide_history WHERE grant_id = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_slots s USING (key, position, starts) WHERE s.why = 'trial' AND g.carried = 0)
            nothing is provided that was not paid            | DELETE FROM spike_local_deliveries WHERE number = (SELECT min(number) FROM spike_local_deliveries WHERE type = 'period.paid')
            nothing is provided that was not paid            | UPDATE spike_provide_history SET grant_id = grant_id + 1 WHERE grant_id = (SELECT min(grant_id) FROM spike_provide_history WHERE source LIKE 'sub%')
            what a month gave is over when the next comes    | UPDATE spike_credit_transactions SET voided_at = NULL, expires_at = expires_at + interval '1 year', credits = credits + 100000 WHERE id = (SELECT min(grant_id) FROM spike_plan_grants WHERE ended_by = 'renewal' AND source <> 'free')
            what a month gave is over when the next comes    | UPDATE spike_credit_transactions SET voided_at = NULL, expires_at = expires_at + interval '1 year', credits = credits + 100000 WHERE id = (SELECT min(grant_id) FROM spike_plan_grants WHERE ended_by = 'switch')
            nothing is left of an unpaid period              | UPDATE spike_credit_transactions SET expires_at = expires_at + interval '1 second' WHERE id = (SELECT min(g.id) FROM simulation_grants g WHERE g.carried = 0 AND g.key <> 'free')
            nothing is left of an unpaid period              | UPDATE spike_credit_transactions SET credits = credits + 1, expires_at = 'infinity' WHERE id = (SELECT min(g.id) FROM simulation_grants g JOIN simulation_periods p USING (key) WHERE p.over_at < timestamptz '2026-06-30' AND p.why = 'paid')
            nothing is left of an unpaid period              | UPDATE spike_credit_transactions SET usage_date = d.day FROM (SELECT x.id AS burn, (p.ends + interval '5 days')::date AS day FROM simulation_periods p JOIN simulation_grants g USING (key) JOIN spike_credit_transactions x ON x.account_id = g.account_id AND x.grant_id = g.id AND x.entry = 'burn' WHERE p.why = 'paid' AND p.followed_at >= p.ends AND p.followed_paid_at > p.ends + interval '8 days' ORDER BY x.id LIMIT 1) d WHERE id = d.burn
            no credits end before the next ones come         | UPDATE spike_credit_transactions SET voided_at = voided_at - interval '1 hour' WHERE id = (SELECT min(g.id) FROM simulation_grants g WHERE g.billable_id LIKE 'yearly%' AND g.voided_at < 'infinity' AND g.key <> 'free')
            nobody quiet is seen without credits             | UPDATE simulation_looks SET available = 0 WHERE at = (SELECT min(at) FROM simulation_looks)
            no visit of a customer failed                    | UPDATE simulation_visits SET fault = 'on purpose' WHERE at = (SELECT min(at) FROM simulation_visits)
            money taken is for something of ours             | UPDATE spike_local_payments SET minor = minor + 1 WHERE id = (SELECT min(payment_id) FROM simulation_periods)
            money taken is for something of ours             | DELETE FROM spike_owed_charges WHERE payment_id = (SELECT min(payment_id) FROM spike_owed_charges)
            money taken is for something of ours             | DELETE FROM spike_subscription_periods WHERE (key, period_start) = (SELECT min(key), min(starts) FROM simulation_periods WHERE why = 'paid' GROUP BY key ORDER BY key LIMIT 1)
            money taken is for something of ours             | UPDATE spike_orders SET total_minor = total_minor + 1, subtotal_minor = subtotal_minor + 1 WHERE id = (SELECT min(id) FROM spike_orders WHERE state = 'paid')
            what we take to be paid was paid                 | DELETE FROM spike_local_payments WHERE id = (SELECT min(payment_id) FROM simulation_periods)
            what we take to be paid was paid                 | DELETE FROM spike_local_payments WHERE id = (SELECT min(payment_id) FROM spike_owed_charges)
            what we take to be paid was paid                 | UPDATE spike_subscription_periods SET period_end = period_end + interval '1 day' WHERE (key, period_start) = (SELECT min(key), min(starts) FROM simulation_periods WHERE why = 'paid' GROUP BY key ORDER BY key LIMIT 1)
            every payment has its invoice                    | DELETE FROM spike_inbox WHERE number = (SELECT min(number) FROM spike_inbox WHERE type = 'invoice.paid')
            no account was ever below its floor              | UPDATE spike_credit_receipts SET available = -51 WHERE (account_id, version) = (SELECT id, 1 FROM spike_credit_accounts WHERE credit_type = 'sms' ORDER BY id LIMIT 1)
            no account was ever below its floor              | UPDATE spike_credit_receipts SET available = -1 WHERE (account_id, version) = (SELECT id, 1 FROM spike_credit_accounts WHERE credit_type = 'credits' ORDER BY id LIMIT 1)
            every webhook is worked or ignored               | DELETE FROM spike_inbox WHERE number = (SELECT min(number) FROM spike_inbox)
            every webhook is worked or ignored               | UPDATE spike_inbox SET state = 'new', next_attempt_at = now() WHERE number = (SELECT min(number) FROM spike_inbox)
            nothing is left to do, and both sides stand alike | UPDATE spike_due SET failed_at = now(), cause = 'on purpose' WHERE billable_id = (SELECT min(billable_id) FROM spike_due)
            nothing is left to do, and both sides stand alike | UPDATE spike_local_subscriptions SET state = 'ended', due_at = NULL WHERE key = (SELECT min(key) FROM spike_local_subscriptions WHERE state = 'active')
            the law holds for every account                  | UPDATE spike_credit_transactions SET credits = credits - 1 WHERE id = (SELECT min(id) FROM spike_credit_transactions WHERE entry = 'burn')
            """)
    void a_damaged_row_is_found(String proof, String damage) throws SQLException {
        change(damage);

        assertThat(broken()).contains(proof);
    }
}
